/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_explain.h"
#include "base/sort.h"

#include <math.h>

enum { DEPTH_MAX = 1000 };

typedef struct pair {
	const pn_value *key, *value;
	uint32_t number; /* in the order of the document */
} pair;

/* Go orders keys of different types by where the linker puts the types in Helm. */
static int rank(const pn_value *key)
{
	switch ((pn_kind)key->kind) {
	case PN_NIL:
		return 0;
	case PN_UINT:
		return 2;
	case PN_INT:
		return 3;
	case PN_FLOAT:
		return 4;
	case PN_BOOL:
		return 5;
	case PN_COMPLEX:
	case PN_STRING:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	return 1;
}

static int compare_floats(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(b) - isnan(a);
	return (a > b) - (a < b);
}

/* Orders keys of one type (Go: internal/fmtsort). */
static int compare_alike(const pn_value *a, const pn_value *b)
{
	switch ((pn_kind)a->kind) {
	case PN_BOOL:
		return a->as.boolean - b->as.boolean;
	case PN_INT:
		return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
	case PN_UINT:
		return (a->as.uinteger > b->as.uinteger) - (a->as.uinteger < b->as.uinteger);
	case PN_FLOAT:
		return compare_floats(a->as.number, b->as.number);
	case PN_STRING:
		return pn_str_cmp(pn_value_str(a), pn_value_str(b));
	case PN_NIL:
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	return 0;
}

static int compare_keys(const pair *a, const pair *b)
{
	int by_type = rank(a->key) - rank(b->key);

	return by_type ? by_type : compare_alike(a->key, b->key);
}

static int compare_pairs(const void *a, const void *b)
{
	int by_key = compare_keys(a, b);
	uint32_t x = ((const pair *)a)->number, y = ((const pair *)b)->number;

	return by_key ? by_key : (x > y) - (x < y);
}

/* Returns the pairs of a mapping as Go's map has them: in order, of equal keys the last. */
static pair *go_map(pn_arena *arena, const pn_value *v, size_t *count)
{
	size_t n = v->len / 2;
	pair *pairs = PN_NEW_ARRAY(arena, pair, n ? n : 1);

	*count = 0;
	if (!pairs)
		return NULL;
	for (size_t i = 0; i < n; i++)
		pairs[i] = (pair){ &v->as.items[2 * i], &v->as.items[2 * i + 1], (uint32_t)i };
	pn_sort(pairs, n, sizeof *pairs, compare_pairs);
	for (size_t i = 0; i < n; i++) {
		bool nan = pairs[i].key->kind == PN_FLOAT && isnan(pairs[i].key->as.number);

		if (nan || i + 1 == n || compare_keys(&pairs[i], &pairs[i + 1]) != 0)
			pairs[(*count)++] = pairs[i];
	}
	return pairs;
}

static void put(pn_buf *out, const pn_value *v, unsigned depth);

static void put_map(pn_buf *out, const pn_value *v, unsigned depth)
{
	size_t count;
	pair *pairs = go_map(out->arena, v, &count);

	pn_buf_lit(out, "map[interface {}]interface {}{");
	for (size_t i = 0; i < count; i++) {
		if (i)
			pn_buf_lit(out, ", ");
		put(out, pairs[i].key, depth + 1);
		pn_buf_byte(out, ':');
		put(out, pairs[i].value, depth + 1);
	}
	pn_buf_byte(out, '}');
}

static void put_list(pn_buf *out, const pn_value *v, unsigned depth)
{
	pn_buf_lit(out, "[]interface {}{");
	for (uint32_t i = 0; i < v->len; i++) {
		if (i)
			pn_buf_lit(out, ", ");
		put(out, &v->as.items[i], depth + 1);
	}
	pn_buf_byte(out, '}');
}

static void put_scalar(pn_buf *out, const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_BOOL:
		pn_buf_add(out, v->as.boolean ? PN_STR("true") : PN_STR("false"));
		break;
	case PN_INT:
		pn_buf_int(out, v->as.integer);
		break;
	case PN_UINT:
		pn_buf_format(out, "0x%llx", (unsigned long long)v->as.uinteger);
		break;
	case PN_FLOAT:
		pn_buf_float(out, v->as.number, 'g', -1, 64);
		break;
	case PN_STRING:
		pn_buf_quote(out, pn_value_str(v));
		break;
	case PN_NIL:
		pn_buf_lit(out, "interface {}(nil)");
		break;
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
}

static void put(pn_buf *out, const pn_value *v, unsigned depth)
{
	if (depth > DEPTH_MAX)
		pn_buf_lit(out, "...");
	else if (pn_yaml_is_pairs(v))
		put_map(out, v, depth);
	else if (v->kind == PN_LIST)
		put_list(out, v, depth);
	else
		put_scalar(out, v);
}

pn_str pn_yaml_go_syntax(pn_arena *arena, const pn_value *v)
{
	pn_buf out;

	if (v->kind == PN_NIL)
		return PN_STR("<nil>");
	pn_buf_init(&out, arena);
	put(&out, v, 0);
	return pn_buf_str(&out);
}

static bool find_odd_key(pn_arena *arena, const pn_value *v, unsigned depth, pn_str *text);

static bool find_in_map(pn_arena *arena, const pn_value *v, unsigned depth, pn_str *text)
{
	size_t count;
	pair *pairs = go_map(arena, v, &count);

	for (size_t i = 0; i < count; i++) {
		const pn_value *key = pairs[i].key, *value = pairs[i].value;

		if (key->kind != PN_NIL && key->kind != PN_UINT) {
			if (find_odd_key(arena, value, depth + 1, text))
				return true;
			continue;
		}
		*text = pn_str_format(arena,
				      "unsupported map key of type: %s, key: %.*s, value: %.*s",
				      key->kind == PN_NIL ? "%!s(<nil>)" : "uint64",
				      PN_ARG(pn_yaml_go_syntax(arena, key)),
				      PN_ARG(pn_yaml_go_syntax(arena, value)));
		return true;
	}
	return false;
}

static bool find_odd_key(pn_arena *arena, const pn_value *v, unsigned depth, pn_str *text)
{
	if (v->kind != PN_LIST || depth > DEPTH_MAX)
		return false;
	if (pn_yaml_is_pairs(v))
		return find_in_map(arena, v, depth, text);
	for (uint32_t i = 0; i < v->len; i++)
		if (find_odd_key(arena, &v->as.items[i], depth + 1, text))
			return true;
	return false;
}

bool pn_yaml_odd_key(pn_arena *arena, const pn_value *v, pn_str *text)
{
	return find_odd_key(arena, v, 0, text);
}
