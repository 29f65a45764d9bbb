/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting strings to a length, in bytes (Sprig: strings.go; goutils: stringutils.go). */
#include "func/help.h"

/* Returns s when it fits into `width` bytes, else its start and an ellipsis. */
static pn_str abbreviate(pn_call *c, pn_str s, size_t width)
{
	if (s.len <= width)
		return s;
	return pn_str_concat(pn_call_arena(c), pn_str_slice(s, 0, width - 3), PN_STR("..."));
}

static bool fn_abbrev(pn_call *c)
{
	int64_t width = pn_arg_int(c, 0);
	pn_str s = pn_arg_str(c, 1);

	return pn_ret_str(c, width < 4 ? s : abbreviate(c, s, (size_t)width));
}

/* Cuts on the left what is before `offset`, and on the right so that `width` bytes are left. */
static pn_str abbreviate_both(pn_call *c, int64_t offset, size_t width, pn_str s)
{
	size_t keep = width - 3, from;

	if (offset > (int64_t)s.len)
		offset = (int64_t)s.len;
	/* Go's subtraction wraps around for the smallest offset. */
	if ((int64_t)((uint64_t)s.len - (uint64_t)offset) < (int64_t)keep)
		offset = (int64_t)(s.len - keep);
	if (offset <= 4)
		return abbreviate(c, s, width);
	if (width < 7)
		return PN_STR_EMPTY;
	from = (size_t)offset;
	s = from + keep < s.len ? abbreviate(c, pn_str_slice(s, from, s.len), keep)
				: pn_str_slice(s, s.len - keep, s.len);
	return pn_str_concat(pn_call_arena(c), PN_STR("..."), s);
}

static bool fn_abbrevboth(pn_call *c)
{
	int64_t left = pn_arg_int(c, 0), right = pn_arg_int(c, 1);
	pn_str s = pn_arg_str(c, 2);

	if (right < 4 || (left > 0 && right < 7) || s.len <= (uint64_t)right)
		return pn_ret_str(c, s);
	return pn_ret_str(c, abbreviate_both(c, left, (size_t)right, s));
}

/* Fails as Go does for s[from:to] out of bounds. */
static bool bad_slice(pn_call *c, int64_t from, int64_t to)
{
	return pn_call_fail(c, "runtime error: slice bounds out of range [%lld:%lld]",
			    (long long)from, (long long)to);
}

static bool fn_substr(pn_call *c)
{
	int64_t from = pn_arg_int(c, 0), to = pn_arg_int(c, 1);
	pn_str s = pn_arg_str(c, 2);
	int64_t len = (int64_t)s.len;

	if (from < 0 && to < 0)
		return pn_call_fail(c, "runtime error: slice bounds out of range [:%lld]",
				    (long long)to);
	if (from < 0 && to > len)
		return pn_call_fail(
			c, "runtime error: slice bounds out of range [:%lld] with length %lld",
			(long long)to, (long long)len);
	if (from < 0)
		from = 0;
	else if (to < 0 || to > len)
		to = len;
	if (from > to)
		return bad_slice(c, from, to);
	return pn_ret_str(c, pn_str_slice(s, (size_t)from, (size_t)to));
}

static bool fn_trunc(pn_call *c)
{
	int64_t count = pn_arg_int(c, 0);
	pn_str s = pn_arg_str(c, 1);
	int64_t len = (int64_t)s.len;

	if (count < 0 && len + count > 0)
		return pn_ret_str(c, pn_str_slice(s, (size_t)(len + count), s.len));
	if (count >= 0 && len > count)
		return pn_ret_str(c, pn_str_slice(s, 0, (size_t)count));
	return pn_ret_str(c, s);
}

static const pn_func functions[] = {
	{ "abbrev", fn_abbrev, "is", PN_FUNC_LINES, "abbrev WIDTH STRING",
	  "Cut STRING to WIDTH bytes, the last three of which are then dots." },
	{ "abbrevboth", fn_abbrevboth, "iis", PN_FUNC_LINES, "abbrevboth LEFT WIDTH STRING",
	  "Cut STRING to WIDTH bytes from byte LEFT on, with three dots at each cut." },
	{ "substr", fn_substr, "iis", PN_FUNC_LINES, "substr FROM TO STRING",
	  "Return the bytes from FROM up to, but not including, TO of STRING." },
	{ "trunc", fn_trunc, "is", PN_FUNC_LINES, "trunc COUNT STRING",
	  "Return the first COUNT bytes of STRING, or the last ones when COUNT is negative." },
};

const pn_func_family pn_family_cut = { "Cutting strings", PN_ROWS(functions), NULL, 0 };
