/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the processor can do. Where a hypervisor answers CPUID, each takes 10 us, as much as a file
 * that is read; libdeflate asks three times, sha256 four. The kernel has asked already: it tells
 * which registers it saves (arch_prctl, since Linux 5.16), and those of AVX-512 are in no processor
 * that lacks AVX2, BMI2, PCLMULQDQ or SSE4.1. Where it does not tell, the processor is asked.
 */
#define _DEFAULT_SOURCE /* syscall */
#include <cpuid.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/platform/x86.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	GET_SAVED = 0x1021,    /* ARCH_GET_XCOMP_SUPP of asm/prctl.h */
	AVX512_SAVED = 7 << 5, /* opmask, upper halves, upper sixteen */
	CAN_FSGSBASE = 1 << 1, /* HWCAP2_FSGSBASE: the kernel found it in leaf 7 */
};

static bool has_avx512(void)
{
	uint64_t saved = 0;

	return syscall(SYS_arch_prctl, GET_SAVED, &saved) == 0 &&
	       (saved & AVX512_SAVED) == AVX512_SAVED;
}

static bool has_leaf(unsigned leaf)
{
	return leaf == 1 || getauxval(AT_HWCAP2) & CAN_FSGSBASE || __get_cpuid_max(0, NULL) >= leaf;
}

/* Finds at the first call; those who ask (lib/base/sha256_x86.c) want SSE4.1 and SHA. */
const struct cpuid_feature *__x86_get_cpuid_feature_leaf(unsigned leaf)
{
	static _Thread_local struct cpuid_feature found[2], none;
	static const unsigned leaves[] = { [CPUID_INDEX_1] = 1, [CPUID_INDEX_7] = 7 };
	unsigned *at;

	if (leaf >= sizeof leaves / sizeof *leaves)
		return &none;
	at = found[leaf].cpuid_array;
	if (at[0] || at[1] || at[2] || at[3])
		return &found[leaf];
	if (leaf == CPUID_INDEX_1 && has_avx512())
		at[2] = bit_SSE4_1;
	else if (has_leaf(leaves[leaf]))
		__cpuid_count(leaves[leaf], 0, at[0], at[1], at[2], at[3]);
	memcpy(found[leaf].active_array, at, sizeof found[leaf].active_array);
	return &found[leaf];
}

#ifdef PN_LIBDEFLATE_FEATURES
/* Its own names and values are in its sources only (x86/cpu_features.h of 1.14). */
extern volatile uint32_t libdeflate_x86_cpu_features;
void __real_libdeflate_init_x86_cpu_features(void);
void __wrap_libdeflate_init_x86_cpu_features(void);

void __wrap_libdeflate_init_x86_cpu_features(void)
{
	enum { SSE2 = 1, PCLMUL = 2, AVX = 4, AVX2 = 8, BMI2 = 16 };
	const uint32_t known = 1U << 31;

	if (has_avx512())
		libdeflate_x86_cpu_features = SSE2 | PCLMUL | AVX | AVX2 | BMI2 | known;
	else
		__real_libdeflate_init_x86_cpu_features();
}
#endif
