/* SPDX-License-Identifier: Apache-2.0 */
/* Elliptic curves: those that Go knows, and their points. */
#include "crypto/key.h"

static const pn_curve curves[] = {
	{ "P224", { "\x2B\x81\x04\x00\x21", 5 }, NID_secp224r1, 28, 256 },
	{ "P256", { "\x2A\x86\x48\xCE\x3D\x03\x01\x07", 8 }, NID_X9_62_prime256v1, 32, 256 },
	{ "P384", { "\x2B\x81\x04\x00\x22", 5 }, NID_secp384r1, 48, 384 },
	{ "P521", { "\x2B\x81\x04\x00\x23", 5 }, NID_secp521r1, 66, 512 },
};

const pn_curve *pn_curve_find(pn_str oid)
{
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
		if (pn_str_eq(curves[i].oid, oid))
			return &curves[i];
	}
	return NULL;
}

const pn_curve *pn_curve_default(void)
{
	return &curves[1];
}

/* Computes k times the curve's base point, uncompressed; empty on failure. */
static pn_str base_times(pn_crypto *c, const EC_GROUP *group, const pn_curve *curve,
			 const BIGNUM *k)
{
	size_t size = 1 + 2 * curve->size;
	unsigned char *out = pn_alloc(c->cx->arena, size);
	EC_POINT *point = group ? c->f.EC_POINT_new(group) : NULL;

	pn_crypto_check(c, out && point);
	if (!c->failed)
		pn_crypto_check(c, c->f.EC_POINT_mul(group, point, k, NULL, NULL, c->bn));
	if (!c->failed)
		pn_crypto_check(c,
				c->f.EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED,
							out, size, c->bn) == size);
	if (point)
		c->f.EC_POINT_clear_free(point);
	return c->failed ? PN_STR_EMPTY : (pn_str){ (const char *)out, size };
}

pn_str pn_curve_base_times(pn_crypto *c, const pn_curve *curve, const BIGNUM *k)
{
	EC_GROUP *group = c->failed ? NULL : c->f.EC_GROUP_new_by_curve_name(curve->nid);
	pn_str point = PN_STR_EMPTY;

	if (!c->failed)
		point = base_times(c, group, curve, k);
	if (group)
		c->f.EC_GROUP_free(group);
	return point;
}

BIGNUM *pn_curve_order(pn_crypto *c, const pn_curve *curve)
{
	EC_GROUP *group = c->failed ? NULL : c->f.EC_GROUP_new_by_curve_name(curve->nid);
	BIGNUM *order;

	pn_crypto_check(c, group != NULL);
	if (c->failed)
		return NULL;
	order = pn_num_copy(c, c->f.EC_GROUP_get0_order(group));
	c->f.EC_GROUP_free(group);
	return order;
}

/* Says whether both coordinates of a point are numbers of the curve's field. */
static bool in_field(pn_crypto *c, const EC_GROUP *group, const pn_curve *curve, pn_str point)
{
	const BIGNUM *prime = c->f.EC_GROUP_get0_field(group);
	BIGNUM *x = pn_num_bytes(c, pn_str_slice(point, 1, 1 + curve->size));
	BIGNUM *y = pn_num_bytes(c, pn_str_slice(point, 1 + curve->size, point.len));

	return pn_num_cmp(c, x, prime) < 0 && pn_num_cmp(c, y, prime) < 0;
}

static bool on_curve(pn_crypto *c, const EC_GROUP *group, pn_str point)
{
	EC_POINT *p = c->f.EC_POINT_new(group);
	bool fine = p && c->f.EC_POINT_oct2point(group, p, (const unsigned char *)point.ptr,
						 point.len, c->bn) == 1;

	if (p)
		c->f.EC_POINT_clear_free(p);
	return fine;
}

bool pn_curve_check_point(pn_crypto *c, const pn_curve *curve, pn_str point, pn_str *why)
{
	EC_GROUP *group = c->f.EC_GROUP_new_by_curve_name(curve->nid);
	const char *problem = NULL;

	pn_crypto_check(c, group != NULL);
	if (c->failed || !point.len || point.ptr[0] != 4)
		*why = PN_STR("ecdsa: invalid uncompressed public key");
	else if (point.len != 1 + 2 * curve->size)
		problem = "invalid %s point encoding";
	else if (!in_field(c, group, curve, point))
		problem = "invalid %s element encoding";
	else if (!on_curve(c, group, point))
		problem = "%s point not on curve";
	else
		*why = PN_STR_EMPTY;
	if (problem)
		*why = pn_str_replace(c->cx->arena, pn_str_from(problem), PN_STR("%s"),
				      pn_str_from(curve->name));
	if (group)
		c->f.EC_GROUP_free(group);
	return !why->len;
}
