/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic on int64, which wraps around, conversions, counting and rounding (Sprig: numeric.go).
 * Whatever is given is first converted without complaint (value/cast.h).
 */
#include "func/help.h"

/* ---- int64 ---- */

static int64_t arg_int64(const pn_call *c, uint32_t i)
{
	return pn_cast_int64(pn_arg(c, i));
}

/* Signed results of unsigned arithmetic: Go wraps around where C leaves it undefined. */
static bool ret_wrapped(pn_call *c, uint64_t n)
{
	return pn_ret_int64(c, (int64_t)n);
}

static bool fn_add(pn_call *c)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < c->argc; i++)
		sum += (uint64_t)arg_int64(c, i);
	return ret_wrapped(c, sum);
}

static bool fn_add1(pn_call *c)
{
	return ret_wrapped(c, (uint64_t)arg_int64(c, 0) + 1);
}

static bool fn_sub(pn_call *c)
{
	return ret_wrapped(c, (uint64_t)arg_int64(c, 0) - (uint64_t)arg_int64(c, 1));
}

static bool fn_mul(pn_call *c)
{
	uint64_t product = 1;

	for (uint32_t i = 0; i < c->argc; i++)
		product *= (uint64_t)arg_int64(c, i);
	return ret_wrapped(c, product);
}

static bool fn_div(pn_call *c)
{
	int64_t a = arg_int64(c, 0), b = arg_int64(c, 1);

	if (b == 0)
		return pn_call_fail(c, "runtime error: integer divide by zero");
	return b == -1 ? ret_wrapped(c, 0 - (uint64_t)a) : pn_ret_int64(c, a / b);
}

static bool fn_mod(pn_call *c)
{
	int64_t a = arg_int64(c, 0), b = arg_int64(c, 1);

	if (b == 0)
		return pn_call_fail(c, "runtime error: integer divide by zero");
	return pn_ret_int64(c, b == -1 ? 0 : a % b);
}

static bool fn_max(pn_call *c)
{
	int64_t best = arg_int64(c, 0);

	for (uint32_t i = 1; i < c->argc; i++)
		best = arg_int64(c, i) > best ? arg_int64(c, i) : best;
	return pn_ret_int64(c, best);
}

static bool fn_min(pn_call *c)
{
	int64_t best = arg_int64(c, 0);

	for (uint32_t i = 1; i < c->argc; i++)
		best = arg_int64(c, i) < best ? arg_int64(c, i) : best;
	return pn_ret_int64(c, best);
}

/* ---- conversions ---- */

static bool fn_atoi(pn_call *c)
{
	int64_t n = 0;

	if (pn_parse_int(pn_arg_str(c, 0), 10, 64, &n) == PN_NUMBER_SYNTAX)
		n = 0;
	return pn_ret_int(c, n);
}

static bool fn_float64(pn_call *c)
{
	return pn_ret_float(c, pn_cast_float64(pn_arg(c, 0)));
}

static bool fn_int(pn_call *c)
{
	return pn_ret_int(c, arg_int64(c, 0));
}

static bool fn_int64(pn_call *c)
{
	return pn_ret_int64(c, arg_int64(c, 0));
}

static bool fn_to_decimal(pn_call *c)
{
	int64_t n = 0;
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_value(&text, pn_arg(c, 0));
	if (pn_parse_int(pn_buf_str(&text), 8, 64, &n) != PN_NUMBER_OK)
		n = 0;
	return pn_ret_int64(c, n);
}

/* ---- counting ---- */

/* What untilStep counts: from `from`, by `step`, until `to` is reached or passed. */
typedef struct counter {
	int64_t next, to, step;
} counter;

/* Says whether there is a next number; nothing is counted in the wrong direction. */
static bool counter_next(counter *count, int64_t *n)
{
	*n = count->next;
	if (count->step > 0 ? *n >= count->to : count->step == 0 || *n <= count->to)
		return false;
	count->next = (int64_t)((uint64_t)count->next + (uint64_t)count->step);
	return true;
}

static bool ret_counted(pn_call *c, counter count)
{
	pn_list_builder list;
	int64_t n;

	pn_list_begin(&list, pn_call_arena(c), 0);
	while (counter_next(&count, &n)) {
		pn_value v = pn_int(n);

		pn_list_add(&list, &v);
		if (list.arena->failed)
			break;
		if (!pn_call_steps(c, 1))
			return false;
	}
	return pn_ret_list(c, &list, PN_TYPE_INTS);
}

static bool fn_until(pn_call *c)
{
	int64_t to = pn_arg_int(c, 0);

	return ret_counted(c, (counter){ 0, to, to < 0 ? -1 : 1 });
}

static bool fn_until_step(pn_call *c)
{
	return ret_counted(c, (counter){ pn_arg_int(c, 0), pn_arg_int(c, 1), pn_arg_int(c, 2) });
}

static bool fn_seq(pn_call *c)
{
	int64_t from, to, way, n;
	counter count;
	pn_buf out;

	if (c->argc < 1 || c->argc > 3)
		return pn_ret_str(c, PN_STR_EMPTY);
	from = c->argc == 1 ? 1 : pn_arg_int(c, 0);
	to = pn_arg_int(c, c->argc - 1);
	way = to < from ? -1 : 1;
	count = (counter){ from, (int64_t)((uint64_t)to + (uint64_t)way),
			   c->argc == 3 ? pn_arg_int(c, 1) : way };
	if (c->argc == 3 && way < 0 && count.step > 0)
		return pn_ret_str(c, PN_STR_EMPTY);
	pn_buf_init(&out, pn_call_arena(c));
	while (!out.failed && counter_next(&count, &n)) {
		if (!pn_call_steps(c, 1))
			return false;
		if (out.len)
			pn_buf_byte(&out, ' ');
		pn_buf_int(&out, n);
	}
	return pn_ret_buf(c, &out);
}

static const pn_func functions[] = {
	{ "add", fn_add, "a*", 0, "add NUMBER...", "Add integers." },
	{ "add1", fn_add1, "a", 0, "add1 NUMBER", "Add 1 to an integer." },
	{ "atoi", fn_atoi, "s", 0, "atoi STRING",
	  "Return the decimal integer that STRING is, or 0." },
	{ "biggest", fn_max, "aa*", 0, "biggest NUMBER...", "Do what max does." },
	{ "div", fn_div, "aa", 0, "div NUMBER DIVISOR",
	  "Divide integers; the result is cut towards 0." },
	{ "float64", fn_float64, "a", 0, "float64 VALUE", "Turn VALUE into a float64." },
	{ "int", fn_int, "a", 0, "int VALUE", "Turn VALUE into an int." },
	{ "int64", fn_int64, "a", 0, "int64 VALUE", "Turn VALUE into an int64." },
	{ "max", fn_max, "aa*", 0, "max NUMBER...", "Return the largest of integers." },
	{ "min", fn_min, "aa*", 0, "min NUMBER...", "Return the smallest of integers." },
	{ "mod", fn_mod, "aa", 0, "mod NUMBER DIVISOR",
	  "Return what is left over when integers are divided." },
	{ "mul", fn_mul, "aa*", 0, "mul NUMBER...", "Multiply integers." },
	{ "seq", fn_seq, "i*", 0, "seq [FROM [STEP]] TO",
	  "Count from FROM to TO and return the numbers as a text." },
	{ "sub", fn_sub, "aa", 0, "sub NUMBER OTHER", "Subtract OTHER from NUMBER." },
	{ "toDecimal", fn_to_decimal, "a", 0, "toDecimal VALUE",
	  "Read the text of VALUE as an octal number." },
	{ "until", fn_until, "i", 0, "until COUNT",
	  "Return the list of integers from 0 up to, but not including, COUNT." },
	{ "untilStep", fn_until_step, "iii", 0, "untilStep FROM TO STEP",
	  "Return the list of every STEP-th integer from FROM until TO." },
};

const pn_func_family pn_family_math = { "Integers", PN_ROWS(functions), NULL, 0 };
