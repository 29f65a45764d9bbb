/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Never a part of the program: the build links and runs this to see whether what was compiled for
 * glibc can be linked with the musl that is here. It names what the program takes of the C library
 * under names that changed from one release to another, and something of each archive.
 */
#include "names.c"
#include "processor.c"

#include <dirent.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>
#include <zlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static int files_work(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry = folder ? readdir(folder) : NULL;
	struct stat info;
	int good = entry && entry->d_reclen && fstatat(fd, ".", &info, 0) == 0 &&
		   S_ISDIR(info.st_mode) && lseek(fd, 0, SEEK_CUR) >= 0 && fcntl(fd, F_GETFD) >= 0;

	if (folder)
		closedir(folder);
	return good;
}

/* What malloc.c names. */
void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static int memory_works(void)
{
	char *block = __libc_realloc(__libc_malloc(1), 10000);
	int good = block != NULL;

	__libc_free(block);
	return good;
}

static int archives_work(void)
{
	struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0;
	yaml_parser_t parser;
	uint32_t unicode = 0;
	int good = unpacker && yaml_parser_initialize(&parser) && crc32(0, NULL, 0) == 0 &&
		   pcre2_config(PCRE2_CONFIG_UNICODE, &unicode) >= 0 &&
		   OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) &&
		   EVP_Digest("", 0, digest, &length, EVP_sha256(), NULL) && length == 32;

	libdeflate_free_decompressor(unpacker);
	return good;
}

/* Says whether libdeflate means the same by what processor.c tells it. */
static int features_agree(void)
{
#ifdef PN_LIBDEFLATE_FEATURES
	uint32_t told;

	__wrap_libdeflate_init_x86_cpu_features();
	told = libdeflate_x86_cpu_features;
	libdeflate_x86_cpu_features = 0;
	__real_libdeflate_init_x86_cpu_features();
	return told == libdeflate_x86_cpu_features;
#else
	return 1;
#endif
}

int main(int argc, char **argv)
{
	return argc > 0 && strtoll(argv[0], NULL, 10) == 0 && files_work() && memory_works() &&
			       archives_work() && features_agree()
		       ? 0
		       : 1;
}
