/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenSSL 3's libcrypto, loaded when a template first asks for a key or a certificate: linking it
 * would cost every start of the program more than all the rest of it. OpenSSL is included here and
 * nowhere else.
 */
#ifndef PN_CRYPTO_LIBCRYPTO_H
#define PN_CRYPTO_LIBCRYPTO_H

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>

#include "base/base.h"

/* What is used of it: X(result, name, parameters). */
#define PN_LIBCRYPTO_FUNCTIONS(X)                                                                \
	X(int, ERR_set_mark, (void))                                                             \
	X(int, ERR_pop_to_mark, (void))                                                          \
	X(BN_CTX *, BN_CTX_new, (void))                                                          \
	X(void, BN_CTX_free, (BN_CTX *))                                                         \
	X(BIGNUM *, BN_new, (void))                                                              \
	X(void, BN_clear_free, (BIGNUM *))                                                       \
	X(BIGNUM *, BN_bin2bn, (const unsigned char *, int, BIGNUM *))                           \
	X(int, BN_bn2binpad, (const BIGNUM *, unsigned char *, int))                             \
	X(int, BN_num_bits, (const BIGNUM *))                                                    \
	X(BIGNUM *, BN_copy, (BIGNUM *, const BIGNUM *))                                         \
	X(int, BN_add_word, (BIGNUM *, BN_ULONG))                                                \
	X(BN_ULONG, BN_mod_word, (const BIGNUM *, BN_ULONG))                                     \
	X(int, BN_add, (BIGNUM *, const BIGNUM *, const BIGNUM *))                               \
	X(int, BN_sub, (BIGNUM *, const BIGNUM *, const BIGNUM *))                               \
	X(int, BN_mul, (BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *))                     \
	X(int, BN_div, (BIGNUM *, BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *))           \
	X(int, BN_gcd, (BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *))                     \
	X(int, BN_rshift, (BIGNUM *, const BIGNUM *, int))                                       \
	X(int, BN_set_bit, (BIGNUM *, int))                                                      \
	X(int, BN_is_bit_set, (const BIGNUM *, int))                                             \
	X(int, BN_cmp, (const BIGNUM *, const BIGNUM *))                                         \
	X(int, BN_is_zero, (const BIGNUM *))                                                     \
	X(int, BN_is_one, (const BIGNUM *))                                                      \
	X(int, BN_mod_mul, (BIGNUM *, const BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *)) \
	X(BIGNUM *, BN_mod_inverse, (BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *))        \
	X(int, BN_mod_exp_mont_consttime,                                                        \
	  (BIGNUM *, const BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *, BN_MONT_CTX *))   \
	X(EC_GROUP *, EC_GROUP_new_by_curve_name, (int))                                         \
	X(void, EC_GROUP_free, (EC_GROUP *))                                                     \
	X(const BIGNUM *, EC_GROUP_get0_order, (const EC_GROUP *))                               \
	X(const BIGNUM *, EC_GROUP_get0_field, (const EC_GROUP *))                               \
	X(EC_POINT *, EC_POINT_new, (const EC_GROUP *))                                          \
	X(void, EC_POINT_clear_free, (EC_POINT *))                                               \
	X(int, EC_POINT_mul,                                                                     \
	  (const EC_GROUP *, EC_POINT *, const BIGNUM *, const EC_POINT *, const BIGNUM *,       \
	   BN_CTX *))                                                                            \
	X(size_t, EC_POINT_point2oct,                                                            \
	  (const EC_GROUP *, const EC_POINT *, point_conversion_form_t, unsigned char *, size_t, \
	   BN_CTX *))                                                                            \
	X(int, EC_POINT_oct2point,                                                               \
	  (const EC_GROUP *, EC_POINT *, const unsigned char *, size_t, BN_CTX *))               \
	X(EVP_PKEY *, EVP_PKEY_new_raw_private_key,                                              \
	  (int, ENGINE *, const unsigned char *, size_t))                                        \
	X(int, EVP_PKEY_get_raw_public_key, (const EVP_PKEY *, unsigned char *, size_t *))       \
	X(void, EVP_PKEY_free, (EVP_PKEY *))                                                     \
	X(EVP_MD_CTX *, EVP_MD_CTX_new, (void))                                                  \
	X(void, EVP_MD_CTX_free, (EVP_MD_CTX *))                                                 \
	X(int, EVP_DigestSignInit,                                                               \
	  (EVP_MD_CTX *, EVP_PKEY_CTX **, const EVP_MD *, ENGINE *, EVP_PKEY *))                 \
	X(int, EVP_DigestSign,                                                                   \
	  (EVP_MD_CTX *, unsigned char *, size_t *, const unsigned char *, size_t))              \
	X(const EVP_MD *, EVP_sha256, (void))                                                    \
	X(const EVP_MD *, EVP_sha384, (void))                                                    \
	X(const EVP_MD *, EVP_sha512, (void))                                                    \
	X(int, EVP_Digest,                                                                       \
	  (const void *, size_t, unsigned char *, unsigned int *, const EVP_MD *, ENGINE *))     \
	X(unsigned char *, HMAC,                                                                 \
	  (const EVP_MD *, const void *, int, const unsigned char *, size_t, unsigned char *,    \
	   unsigned int *))                                                                      \
	X(int, EVP_PBE_scrypt,                                                                   \
	  (const char *, size_t, const unsigned char *, size_t, uint64_t, uint64_t, uint64_t,    \
	   uint64_t, unsigned char *, size_t))                                                   \
	X(EVP_CIPHER_CTX *, EVP_CIPHER_CTX_new, (void))                                          \
	X(void, EVP_CIPHER_CTX_free, (EVP_CIPHER_CTX *))                                         \
	X(int, EVP_CIPHER_CTX_set_padding, (EVP_CIPHER_CTX *, int))                              \
	X(const EVP_CIPHER *, EVP_aes_256_cbc, (void))                                           \
	X(int, EVP_CipherInit_ex,                                                                \
	  (EVP_CIPHER_CTX *, const EVP_CIPHER *, ENGINE *, const unsigned char *,                \
	   const unsigned char *, int))                                                          \
	X(int, EVP_CipherUpdate,                                                                 \
	  (EVP_CIPHER_CTX *, unsigned char *, int *, const unsigned char *, int))

typedef struct pn_libcrypto {
#define MEMBER(result, name, parameters) result(*name) parameters;
	PN_LIBCRYPTO_FUNCTIONS(MEMBER)
#undef MEMBER
} pn_libcrypto;

/* Loads the library and fills in every function; fails when it is not on the machine. */
bool pn_libcrypto_load(pn_libcrypto *out, pn_error *err);

#endif
