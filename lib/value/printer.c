/* SPDX-License-Identifier: Apache-2.0 */
#include "value/printer.h"
#include "value/format.h"
#include "value/map.h"
#include "value/object.h"

/*
 * What stands for an address. Go prints the real one, different in each run; ours stays the same.
 */
static const uint64_t some_address = 0xc000000000;

static void print_value(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth);

/* Says whether a verb is one of several. */
static bool is_one_of(uint32_t verb, const char *verbs)
{
	return verb < 0x80 && verb && strchr(verbs, (int)verb);
}

/* Appends %!d(string=a). */
static void complain(pn_printer *p, const pn_value *v, uint32_t verb)
{
	p->complaining = true;
	pn_buf_lit(p->out, "%!");
	pn_buf_rune(p->out, verb);
	pn_buf_byte(p->out, '(');
	if (pn_is_nil(v)) {
		pn_buf_lit(p->out, "<nil>");
	} else {
		pn_buf_add(p->out, pn_value_type_name(v));
		pn_buf_byte(p->out, '=');
		print_value(p, v, 'v', 0);
	}
	pn_buf_byte(p->out, ')');
	p->complaining = false;
}

static void print_bool(pn_printer *p, const pn_value *v, uint32_t verb)
{
	if (verb == 't' || verb == 'v')
		pn_printer_pad(p, v->as.boolean ? PN_STR("true") : PN_STR("false"));
	else
		complain(p, v, verb);
}

/* Appends n in hexadecimal with 0x whatever the flags say. */
static void print_hex(const pn_printer *p, uint64_t n)
{
	pn_printer sharp = *p;

	sharp.sharp = true;
	pn_printer_integer(&sharp, n, false, 'x');
}

/* Prints an integer as the verb asks. */
static void print_integer(pn_printer *p, const pn_value *v, uint32_t verb)
{
	bool is_signed = v->kind == PN_INT;
	uint64_t n = is_signed ? (uint64_t)v->as.integer : v->as.uinteger;

	if (verb == 'v' && p->sharp_v && !is_signed)
		print_hex(p, n);
	else if (is_one_of(verb, "vdboOxX"))
		pn_printer_integer(p, n, is_signed, verb);
	else if (verb == 'c')
		pn_printer_rune(p, n);
	else if (verb == 'q')
		pn_printer_quoted_rune(p, n);
	else if (verb == 'U')
		pn_printer_code_point(p, n);
	else
		complain(p, v, verb);
}

/* Appends a float with the verb's own precision; false when the verb is none for floats. */
static bool print_number(const pn_printer *p, double f, int bits, uint32_t verb)
{
	if (verb == 'v')
		pn_printer_float(p, f, bits, 'g', -1);
	else if (is_one_of(verb, "bgGxX"))
		pn_printer_float(p, f, bits, (char)verb, -1);
	else if (is_one_of(verb, "feE"))
		pn_printer_float(p, f, bits, (char)verb, 6);
	else if (verb == 'F')
		pn_printer_float(p, f, bits, 'f', 6);
	else
		return false;
	return true;
}

static void print_float(pn_printer *p, const pn_value *v, uint32_t verb)
{
	if (!print_number(p, v->as.number, v->type == PN_TYPE_FLOAT32 ? 32 : 64, verb))
		complain(p, v, verb);
}

/* Prints (1+2i); the second part always has a sign. */
static void print_complex(pn_printer *p, const pn_value *v, uint32_t verb)
{
	pn_printer imaginary = *p;

	if (!is_one_of(verb, "vbgGxXfFeE")) {
		complain(p, v, verb);
		return;
	}
	imaginary.plus = true;
	pn_buf_byte(p->out, '(');
	print_number(p, v->as.complex[0], 64, verb);
	print_number(&imaginary, v->as.complex[1], 64, verb);
	pn_buf_lit(p->out, "i)");
}

/* Appends a text; false when the verb is none for strings. */
static bool print_text(const pn_printer *p, pn_str s, uint32_t verb)
{
	if (verb == 's' || (verb == 'v' && !p->sharp_v))
		pn_printer_text(p, s);
	else if (verb == 'q' || verb == 'v')
		pn_printer_quoted(p, s);
	else if (verb == 'x' || verb == 'X')
		pn_printer_hex(p, s, verb == 'X');
	else
		return false;
	return true;
}

static void print_string(pn_printer *p, const pn_value *v, uint32_t verb)
{
	if (!print_text(p, pn_value_str(v), verb))
		complain(p, v, verb);
}

/* Appends "TYPE(nil)". */
static void print_typed_nil(const pn_printer *p, pn_str type)
{
	pn_buf_add(p->out, type);
	pn_buf_lit(p->out, "(nil)");
}

/* Prints what stands between items. */
static void print_separator(const pn_printer *p, size_t i)
{
	if (i && p->sharp_v)
		pn_buf_lit(p->out, ", ");
	else if (i)
		pn_buf_byte(p->out, ' ');
}

/* Appends a list or bytes element by element; `type` is the name that %#v gives it. */
static void print_items(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth,
			pn_str type)
{
	if (p->sharp_v && (v->kind == PN_LIST ? !v->as.items : !v->as.text)) {
		print_typed_nil(p, type);
		return;
	}
	if (p->sharp_v)
		pn_buf_add(p->out, type);
	pn_buf_byte(p->out, p->sharp_v ? '{' : '[');
	for (uint32_t i = 0; i < v->len; i++) {
		pn_value item = pn_value_at(v, i);

		print_separator(p, i);
		print_value(p, &item, verb, depth + 1);
	}
	pn_buf_byte(p->out, p->sharp_v ? '}' : ']');
}

/* Prints bytes as text or as a list of numbers. */
static void print_bytes(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	bool known = depth == 0 && (verb == 'v' || verb == 'd');
	pn_str type = known ? PN_STR("[]byte") : PN_STR("[]uint8");

	if (is_one_of(verb, "sqxX"))
		print_text(p, pn_value_str(v), verb);
	else
		print_items(p, v, verb, depth, type);
}

/* Prints map[k:v] in the order of keys. */
static void print_map(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(v->as.map);
	size_t count = pn_map_count(v->as.map);

	if (p->sharp_v && !v->as.map) {
		print_typed_nil(p, pn_value_type_name(v));
		return;
	}
	pn_buf_add(p->out, p->sharp_v ? pn_value_type_name(v) : PN_STR("map"));
	pn_buf_byte(p->out, p->sharp_v ? '{' : '[');
	for (size_t i = 0; i < count; i++) {
		pn_value key = pn_string(entries[i].key);

		print_separator(p, i);
		print_value(p, &key, verb, depth + 1);
		pn_buf_byte(p->out, ':');
		print_value(p, &entries[i].value, verb, depth + 1);
	}
	pn_buf_byte(p->out, p->sharp_v ? '}' : ']');
}

/* Says whether Go holds the object by a pointer. */
static bool is_pointer(const pn_value *v)
{
	return pn_type_get((pn_type)v->type)->name[0] == '*';
}

/* Appends {a b}, with names for %+v and %#v. */
static void print_fields(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	const pn_object *object = v->as.object;
	const pn_value *fields = object ? object->fields : NULL;

	if (object && object->cls->make_fields)
		fields = object->cls->make_fields(p->out->arena, object);
	if (object && !fields && object->cls->field_count) {
		p->out->failed = true;
		return;
	}
	if (p->sharp_v)
		pn_buf_add(p->out, pn_str_slice(pn_value_type_name(v), is_pointer(v), SIZE_MAX));
	pn_buf_byte(p->out, '{');
	for (size_t i = 0; object && i < object->cls->field_count; i++) {
		print_separator(p, i);
		if (p->plus_v || p->sharp_v)
			pn_buf_format(p->out, "%s:", object->cls->fields[i].name);
		print_value(p, &fields[i], verb, depth + 1);
	}
	pn_buf_byte(p->out, '}');
}

/* Returns what stands for the address of a map, list or object. */
static uint64_t address_of(const pn_value *v)
{
	const pn_object *object = v->kind == PN_OBJECT ? v->as.object : NULL;
	uint64_t known = object && object->cls->address ? object->cls->address(object) : 0;

	return known ? known : some_address;
}

/* Appends an address; v is a map, list or pointer. */
static void print_address(pn_printer *p, const pn_value *v, uint32_t verb)
{
	bool nil = v->kind == PN_OBJECT ? !v->as.object
		   : v->kind == PN_MAP	? !v->as.map
		   : v->kind == PN_LIST ? !v->as.items
					: !v->as.text;
	uint64_t address = nil ? 0 : address_of(v);
	pn_printer hex = *p;

	hex.sharp = !p->sharp;
	if (verb == 'v' && p->sharp_v) {
		pn_buf_byte(p->out, '(');
		pn_buf_add(p->out, pn_value_type_name(v));
		pn_buf_lit(p->out, ")(");
		if (nil)
			pn_buf_lit(p->out, "nil");
		else
			print_hex(p, address);
		pn_buf_byte(p->out, ')');
	} else if (verb == 'v' && nil) {
		pn_printer_pad(p, PN_STR("<nil>"));
	} else if (verb == 'v' || verb == 'p') {
		pn_printer_integer(&hex, address, false, 'x');
	} else if (is_one_of(verb, "bodxX")) {
		pn_printer_integer(p, address, false, verb);
	} else {
		complain(p, v, verb);
	}
}

/* Go follows a pointer at the top only, because deeper ones may form a ring. */
static void print_object(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	if (!is_pointer(v)) {
		print_fields(p, v, verb, depth);
	} else if (depth == 0 && v->as.object) {
		pn_buf_byte(p->out, '&');
		print_fields(p, v, verb, depth + 1);
	} else {
		print_address(p, v, verb);
	}
}

/* Finds String() or Error() and appends its text to out; false when v has neither. */
static bool own_text(pn_buf *out, const pn_value *v)
{
	const pn_object *object = v->kind == PN_OBJECT ? v->as.object : NULL;

	if (v->kind == PN_INT && pn_format_named(out, v))
		return true;
	if (!object || !object->cls->text || (object->cls->text_of_pointer && !is_pointer(v)))
		return false;
	return object->cls->text(out, object);
}

/* Prints what has methods for it (Go: handleMethods); false when v is to be printed plainly. */
static bool print_by_method(pn_printer *p, const pn_value *v, uint32_t verb)
{
	const pn_object *object = v->kind == PN_OBJECT ? v->as.object : NULL;
	pn_buf text;

	if (p->complaining)
		return false;
	pn_buf_init(&text, p->out->arena);
	if (p->sharp_v) {
		if (!object || !object->cls->go_text || !object->cls->go_text(&text, object))
			return false;
		pn_printer_text(p, pn_buf_str(&text));
		return true;
	}
	if (!is_one_of(verb, "vsxXq") || !own_text(&text, v))
		return false;
	print_text(p, pn_buf_str(&text), verb);
	return true;
}

/* Says whether v's type may have methods, which Go asks only for types that it does not know. */
static bool may_have_methods(const pn_value *v)
{
	return v->kind == PN_OBJECT || v->kind == PN_LIST || v->kind == PN_MAP ||
	       (v->kind == PN_INT && !pn_is_plain_int(v));
}

/* Prints nil inside a container. */
static void print_nil(pn_printer *p)
{
	if (p->sharp_v)
		print_typed_nil(p, PN_STR("interface {}"));
	else
		pn_buf_lit(p->out, "<nil>");
}

/* Prints a value that has no methods for it. */
static void print_plain(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		print_nil(p);
		return;
	case PN_BOOL:
		print_bool(p, v, verb);
		return;
	case PN_INT:
	case PN_UINT:
		print_integer(p, v, verb);
		return;
	case PN_FLOAT:
		print_float(p, v, verb);
		return;
	case PN_COMPLEX:
		print_complex(p, v, verb);
		return;
	case PN_STRING:
		print_string(p, v, verb);
		return;
	case PN_BYTES:
		print_bytes(p, v, verb, depth);
		return;
	case PN_LIST:
		print_items(p, v, verb, depth, pn_value_type_name(v));
		return;
	case PN_MAP:
		print_map(p, v, verb, depth);
		return;
	case PN_OBJECT:
		print_object(p, v, verb, depth);
		return;
	}
}

/* A printing that goes on on another stack. */
typedef struct elsewhere {
	pn_printer *p;
	const pn_value *v;
	uint32_t verb, depth;
} elsewhere;

static void print_elsewhere(void *data)
{
	elsewhere *e = data;

	print_plain(e->p, e->v, e->verb, e->depth);
}

/* Prints a value at a depth, 0 being the top, in its own words if it has any. */
static void print_value(pn_printer *p, const pn_value *v, uint32_t verb, uint32_t depth)
{
	elsewhere e = { p, v, verb, depth };

	if (p->out->failed || (depth && may_have_methods(v) && print_by_method(p, v, verb)))
		return;
	if (depth > PN_VALUE_MAX_DEPTH)
		p->out->failed = true; /* a map in itself: Go, too, does not survive it */
	else if (!pn_stack_low(&p->stack))
		print_plain(p, v, verb, depth);
	else if (!pn_stack_run(&p->stack, print_elsewhere, &e))
		p->out->failed = true;
}

void pn_printer_value(pn_printer *p, const pn_value *v, uint32_t verb)
{
	bool addressable = v->kind == PN_LIST || v->kind == PN_MAP || v->kind == PN_BYTES ||
			   (v->kind == PN_OBJECT && is_pointer(v));

	pn_stack_begin(&p->stack);
	if (pn_is_nil(v) && (verb == 'T' || verb == 'v'))
		pn_printer_pad(p, PN_STR("<nil>"));
	else if (pn_is_nil(v) || (verb == 'p' && !addressable))
		complain(p, v, verb);
	else if (verb == 'T')
		pn_printer_text(p, pn_value_type_name(v));
	else if (verb == 'p')
		print_address(p, v, verb);
	else if (verb == 'w' && may_have_methods(v))
		complain(p, v, verb); /* %w is for errors.Errorf alone */
	else if (!may_have_methods(v) || !print_by_method(p, v, verb))
		print_value(p, v, verb, 0);
}
