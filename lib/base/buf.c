/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

void pn_buf_init(pn_buf *buf, pn_arena *arena)
{
	*buf = (pn_buf){ .arena = arena };
}

/* Grows the capacity to hold `need` bytes, doubling so that appends stay cheap. */
static bool grow(pn_buf *buf, size_t need)
{
	size_t cap = buf->cap ? buf->cap : 64;
	char *p;

	if (buf->failed)
		return false;
	if (need > SIZE_MAX / 4 || (buf->max && need > buf->max)) {
		buf->failed = true;
		return false;
	}
	while (cap < need)
		cap *= 2;
	p = pn_realloc(buf->arena, buf->ptr, buf->cap, cap);
	if (!p) {
		buf->failed = true;
		return false;
	}
	buf->ptr = p;
	buf->cap = cap;
	return true;
}

bool pn_buf_begin(pn_buf *buf, size_t size)
{
	buf->ptr = pn_alloc(buf->arena, size);
	buf->cap = buf->ptr ? size : 0;
	buf->failed = !buf->ptr;
	return buf->ptr != NULL;
}

char *pn_buf_reserve(pn_buf *buf, size_t more)
{
	if (more > SIZE_MAX / 4 || buf->failed) {
		buf->failed = true;
		return NULL;
	}
	if (buf->cap - buf->len < more && !grow(buf, buf->len + more))
		return NULL;
	return buf->ptr + buf->len;
}

void pn_buf_add_slow(pn_buf *buf, pn_str s)
{
	char *p = pn_buf_reserve(buf, s.len);

	if (!p)
		return;
	memcpy(p, s.ptr, s.len);
	buf->len += s.len;
}

void pn_buf_byte_slow(pn_buf *buf, char c)
{
	pn_buf_add_slow(buf, (pn_str){ &c, 1 });
}

void pn_buf_repeat(pn_buf *buf, char c, size_t count)
{
	char *p = pn_buf_reserve(buf, count);

	if (!p || !count)
		return;
	memset(p, c, count);
	buf->len += count;
}

/* One directive of a format: "%08llx". */
typedef struct directive {
	const char *end; /* behind its letter */
	char letter;
	unsigned longs;	   /* how often 'l' stands before it; 'z' counts as one */
	bool zeros, given; /* fill with zeros; ".*": the text's length is given */
	unsigned width;
} directive;

static directive read_directive(const char *percent)
{
	directive d = { .end = percent + 1 };

	d.zeros = *d.end == '0';
	while (*d.end >= '0' && *d.end <= '9')
		d.width = d.width * 10 + (unsigned)(*d.end++ - '0');
	if (d.end[0] == '.' && d.end[1] == '*') {
		d.given = true;
		d.end += 2;
	}
	for (; *d.end == 'l' || *d.end == 'z'; d.end++)
		d.longs++;
	d.letter = *d.end;
	d.end += d.letter != '\0';
	return d;
}

static void add_digits(pn_buf *buf, const directive *d, unsigned long long n, bool negative)
{
	static const char *const digits[] = { "0123456789abcdef", "0123456789ABCDEF" };
	unsigned base = d->letter == 'x' || d->letter == 'X' ? 16 : d->letter == 'o' ? 8 : 10;
	char text[24], *at = text + sizeof text;
	size_t len;

	do
		*--at = digits[d->letter == 'X'][n % base];
	while (n /= base);
	len = (size_t)(text + sizeof text - at) + negative;
	if (!d->zeros && d->width > len)
		pn_buf_repeat(buf, ' ', d->width - len);
	if (negative)
		pn_buf_byte(buf, '-');
	if (d->zeros && d->width > len)
		pn_buf_repeat(buf, '0', d->width - len);
	pn_buf_add(buf, (pn_str){ at, len - negative });
}

static void add_number(pn_buf *buf, const directive *d, va_list *args)
{
	if (d->letter == 'd') {
		long long n = d->longs == 2 ? va_arg(*args, long long)
			      : d->longs    ? va_arg(*args, long)
					    : va_arg(*args, int);

		add_digits(buf, d, n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n,
			   n < 0);
	} else {
		add_digits(buf, d,
			   d->longs == 2 ? va_arg(*args, unsigned long long)
			   : d->longs	 ? va_arg(*args, unsigned long)
					 : va_arg(*args, unsigned),
			   false);
	}
}

/* Appends what a directive stands for. Texts whose length is given are not cut at a NUL. */
static void add_directive(pn_buf *buf, const directive *d, va_list *args)
{
	switch (d->letter) {
	case 's':
		if (d->given) {
			int len = va_arg(*args, int);

			pn_buf_add(buf, (pn_str){ va_arg(*args, const char *), (size_t)len });
		} else {
			pn_buf_add(buf, pn_str_from(va_arg(*args, const char *)));
		}
		break;
	case 'c':
		pn_buf_byte(buf, (char)va_arg(*args, int));
		break;
	case 'd':
	case 'o':
	case 'u':
	case 'x':
	case 'X':
		add_number(buf, d, args);
		break;
	case '%':
		pn_buf_byte(buf, '%');
		break;
	default: /* what nobody here uses */
		buf->failed = true;
	}
}

void pn_buf_vformat(pn_buf *buf, const char *format, va_list args)
{
	va_list rest;

	va_copy(rest, args);
	for (;;) {
		const char *percent = strchr(format, '%');
		directive d;

		if (!percent)
			break;
		pn_buf_add(buf, (pn_str){ format, (size_t)(percent - format) });
		d = read_directive(percent);
		add_directive(buf, &d, &rest);
		format = d.end;
	}
	pn_buf_add(buf, pn_str_from(format));
	pn_buf_z(buf);
	va_end(rest);
}

void pn_buf_format(pn_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	pn_buf_vformat(buf, format, args);
	va_end(args);
}

pn_str pn_buf_str(const pn_buf *buf)
{
	return buf->failed || !buf->len ? PN_STR_EMPTY : (pn_str){ buf->ptr, buf->len };
}

const char *pn_buf_z(pn_buf *buf)
{
	char *p = pn_buf_reserve(buf, 1);

	if (!p)
		return "";
	*p = '\0';
	return buf->ptr;
}
