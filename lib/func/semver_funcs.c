/* SPDX-License-Identifier: Apache-2.0 */
/* Versions: semver, semverCompare and the methods of what semver returns (Sprig: semver.go). */
#include "func/help.h"
#include "codec/json.h"
#include "semver/semver.h"

/* ---- *semver.Version and semver.Version as values ---- */

static bool write_version(pn_buf *out, const pn_object *object)
{
	pn_semver_write(out, object->data);
	return !out->failed;
}

/* Go's syntax: semver.Version{major:0x1, ...}. */
static bool write_version_go(pn_buf *out, const pn_object *object)
{
	const pn_semver *v = object->data;

	pn_buf_format(out, "%ssemver.Version{major:0x%llx, minor:0x%llx, patch:0x%llx, pre:",
		      object->cls->type == PN_TYPE_SEMVER ? "&" : "", (unsigned long long)v->major,
		      (unsigned long long)v->minor, (unsigned long long)v->patch);
	pn_buf_quote(out, v->pre);
	pn_buf_lit(out, ", metadata:");
	pn_buf_quote(out, v->metadata);
	pn_buf_lit(out, ", original:");
	pn_buf_quote(out, v->original);
	pn_buf_byte(out, '}');
	return !out->failed;
}

static bool plain_version(pn_arena *arena, const pn_object *object, pn_value *out)
{
	pn_buf text;

	pn_buf_init(&text, arena);
	pn_semver_write(&text, object->data);
	*out = pn_string(pn_buf_str(&text));
	return !text.failed;
}

static bool same_version(const pn_object *a, const pn_object *b)
{
	const pn_semver *v = a->data, *w = b->data;

	return v->major == w->major && v->minor == w->minor && v->patch == w->patch &&
	       pn_str_eq(v->pre, w->pre) && pn_str_eq(v->metadata, w->metadata) &&
	       pn_str_eq(v->original, w->original);
}

static const char *const hidden_in_version[] = { "major", "minor",    "patch",
						 "pre",	  "metadata", "original" };

#define VERSION_CLASS(t)                                                                    \
	{                                                                                   \
		.type = (t), .text = write_version, .go_text = write_version_go,            \
		.plain = plain_version, .equal = same_version, .hidden = hidden_in_version, \
		.hidden_count = sizeof hidden_in_version / sizeof *hidden_in_version        \
	}
static const pn_class pointer_class = VERSION_CLASS(PN_TYPE_SEMVER);
static const pn_class struct_class = VERSION_CLASS(PN_TYPE_SEMVER_STRUCT);
#undef VERSION_CLASS

/* Reads a version by the rules of the Helm that is followed. */
static bool read_version(const pn_call *c, pn_semver *out, pn_str text, pn_str *why)
{
	return pn_call_old_texts(c) ? pn_semver_parse_old(out, text, pn_call_arena(c), why)
				    : pn_semver_parse(out, text, pn_call_arena(c), why);
}

/* Sets a copy of a version as the result. */
static bool ret_version(pn_call *c, const pn_semver *v, const pn_class *cls)
{
	pn_semver *own = PN_NEW(pn_call_arena(c), pn_semver);
	pn_object *object = own ? pn_object_new(pn_call_arena(c), cls, own) : NULL;

	if (!object)
		return false;
	*own = *v;
	c->result = pn_object_value(cls->type, object);
	return true;
}

/* Sets a version derived from the receiver; its original is its text, with a 'v' if that had one.
 */
static bool ret_derived(pn_call *c, pn_semver *v)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	if (pn_str_starts(v->original, PN_STR("v")))
		pn_buf_byte(&text, 'v');
	pn_semver_write(&text, v);
	v->original = pn_buf_str(&text);
	return ret_version(c, v, &struct_class);
}

static pn_semver *self(const pn_call *c)
{
	return c->self->as.object->data;
}

/* ---- methods that return parts ---- */

static bool ret_uint64(pn_call *c, uint64_t n)
{
	c->result = (pn_value){ .kind = PN_UINT, .type = PN_TYPE_UINT64, .as.uinteger = n };
	return true;
}

static bool m_major(pn_call *c)
{
	return ret_uint64(c, self(c)->major);
}

static bool m_minor(pn_call *c)
{
	return ret_uint64(c, self(c)->minor);
}

static bool m_patch(pn_call *c)
{
	return ret_uint64(c, self(c)->patch);
}

static bool m_prerelease(pn_call *c)
{
	return pn_ret_str(c, self(c)->pre);
}

static bool m_metadata(pn_call *c)
{
	return pn_ret_str(c, self(c)->metadata);
}

static bool m_original(pn_call *c)
{
	return pn_ret_str(c, self(c)->original);
}

static bool m_string(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_semver_write(&text, self(c));
	return pn_ret_buf(c, &text);
}

static bool m_marshal_text(pn_call *c)
{
	if (!m_string(c))
		return false;
	c->result = pn_bytes(pn_value_str(&c->result));
	return true;
}

static bool m_marshal_json(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_byte(&text, '"');
	pn_semver_write(&text, self(c));
	pn_buf_byte(&text, '"');
	c->result = pn_bytes(pn_buf_str(&text));
	return !text.failed;
}

/* ---- methods that compare ---- */

/* Compares the receiver with the argument, where nil is what Go crashes on. */
static bool compare(pn_call *c, int *order)
{
	const pn_object *other = pn_arg(c, 0)->as.object;

	if (!other)
		return pn_call_fail(
			c, "runtime error: invalid memory address or nil pointer dereference");
	*order = pn_semver_compare(self(c), other->data);
	return true;
}

static bool m_compare(pn_call *c)
{
	int order = 0;

	return compare(c, &order) && pn_ret_int(c, order);
}

static bool m_equal(pn_call *c)
{
	int order = 1;

	if (pn_arg(c, 0)->as.object && !compare(c, &order))
		return false;
	return pn_ret_bool(c, order == 0);
}

static bool m_less_than(pn_call *c)
{
	int order = 0;

	return compare(c, &order) && pn_ret_bool(c, order < 0);
}

static bool m_less_than_equal(pn_call *c)
{
	int order = 0;

	return compare(c, &order) && pn_ret_bool(c, order <= 0);
}

static bool m_greater_than(pn_call *c)
{
	int order = 0;

	return compare(c, &order) && pn_ret_bool(c, order > 0);
}

static bool m_greater_than_equal(pn_call *c)
{
	int order = 0;

	return compare(c, &order) && pn_ret_bool(c, order >= 0);
}

/* ---- methods that derive versions ---- */

/* Adds one to a number of a version, whose prerelease and metadata are gone then. */
static bool increment(pn_call *c, pn_semver *v, uint64_t *number, const char *name)
{
	if (*number == UINT64_MAX && !pn_call_old_texts(c))
		return pn_call_fail(c, "%s version increment would overflow uint64", name);
	++*number;
	v->pre = v->metadata = PN_STR_EMPTY;
	return ret_derived(c, v);
}

static bool m_inc_major(pn_call *c)
{
	pn_semver v = *self(c);

	v.minor = v.patch = 0;
	return increment(c, &v, &v.major, "major");
}

static bool m_inc_minor(pn_call *c)
{
	pn_semver v = *self(c);

	v.patch = 0;
	return increment(c, &v, &v.minor, "minor");
}

/* A prerelease is before its release: that is its next patch. */
static bool m_inc_patch(pn_call *c)
{
	pn_semver v = *self(c);

	if (!v.pre.len)
		return increment(c, &v, &v.patch, "patch");
	v.pre = v.metadata = PN_STR_EMPTY;
	return ret_derived(c, &v);
}

static bool m_set_prerelease(pn_call *c)
{
	pn_semver v = *self(c);
	pn_str why;

	v.pre = pn_arg_str(c, 0);
	if (v.pre.len && !(pn_call_old_texts(c) ? pn_semver_valid_pre_old(v.pre, &why)
						: pn_semver_valid_pre(v.pre, &why)))
		return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	return ret_derived(c, &v);
}

static bool m_set_metadata(pn_call *c)
{
	pn_semver v = *self(c);
	pn_str why;

	v.metadata = pn_arg_str(c, 0);
	if (v.metadata.len &&
	    !(pn_call_old_texts(c) ? pn_semver_valid_metadata_old(v.metadata, &why)
				   : pn_semver_valid_metadata(v.metadata, &why)))
		return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	return ret_derived(c, &v);
}

/* ---- methods that change the receiver; they return Go's error as a value ---- */

static bool write_error(pn_buf *out, const pn_object *object)
{
	pn_buf_add(out, *(const pn_str *)object->data);
	return !out->failed;
}

static const pn_class error_class = { .type = PN_TYPE_ERROR, .text = write_error };

/* Sets an error that is no failure, but a result. */
static bool ret_error(pn_call *c, pn_str text)
{
	pn_str *own = PN_NEW(pn_call_arena(c), pn_str);
	pn_object *object = own ? pn_object_new(pn_call_arena(c), &error_class, own) : NULL;

	if (!object)
		return false;
	*own = text;
	c->result = pn_object_value(PN_TYPE_ERROR, object);
	return true;
}

/* Gives the receiver another version; the result is a nil error, or what was wrong. */
static bool assign(pn_call *c, pn_str text)
{
	pn_semver v;
	pn_str why;

	if (!read_version(c, &v, text, &why))
		return ret_error(c, why);
	pn_call_change(c, NULL, NULL);
	*self(c) = v;
	c->result = pn_object_value(PN_TYPE_ERROR, NULL);
	return true;
}

static bool m_scan(pn_call *c)
{
	const pn_value *v = pn_arg(c, 0);

	if (v->type == PN_TYPE_STRING || (v->type == PN_TYPE_BYTES && !pn_call_old_texts(c)))
		return assign(c, pn_value_str(v));
	if (pn_call_old_texts(c))
		return assign(c, PN_STR_EMPTY);
	if (v->kind == PN_NIL)
		return ret_error(c, PN_STR("cannot scan nil into Version"));
	return ret_error(c, pn_str_format(pn_call_arena(c), "unsupported Scan type %.*s",
					  PN_ARG(pn_value_type_name(v))));
}

static bool m_unmarshal_text(pn_call *c)
{
	return assign(c, pn_arg_str(c, 0));
}

/* The name that encoding/json has for a kind of value. */
static const char *json_name(const pn_value *v)
{
	if (v->kind == PN_MAP)
		return "object";
	if (v->kind == PN_LIST)
		return "array";
	return v->kind == PN_BOOL ? "bool" : "number";
}

static bool m_unmarshal_json(pn_call *c)
{
	pn_cx cx = *c->cx;
	pn_error error;
	pn_value v;
	bool read;

	pn_error_init(&error, pn_call_arena(c)->mem);
	cx.err = &error;
	read = pn_json_read(&cx, pn_arg_str(c, 0), NULL, &v);
	if (!read)
		ret_error(c, pn_str_dup(pn_call_arena(c), pn_error_text(&error)));
	pn_error_finish(&error);
	if (!read)
		return true;
	if (v.kind == PN_NIL)
		return assign(c, PN_STR_EMPTY);
	if (v.kind == PN_STRING)
		return assign(c, pn_value_str(&v));
	return ret_error(c, pn_str_format(pn_call_arena(c),
					  "json: cannot unmarshal %s into Go value of type string",
					  json_name(&v)));
}

/* ---- functions ---- */

static bool fn_semver(pn_call *c)
{
	pn_semver v;
	pn_str why;

	if (!read_version(c, &v, pn_arg_str(c, 0), &why))
		return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	return ret_version(c, &v, &pointer_class);
}

static bool fn_semver_compare(pn_call *c)
{
	pn_arena *arena = pn_call_arena(c);
	pn_semver v;
	pn_str why = PN_STR_EMPTY;
	const pn_constraint *constraint =
		pn_call_old_texts(c) ? pn_constraint_parse_old(pn_arg_str(c, 0), arena, &why)
				     : pn_constraint_parse(pn_arg_str(c, 0), arena, &why);

	if (!constraint || !read_version(c, &v, pn_arg_str(c, 1), &why))
		return arena->failed ? pn_fail_memory(c->cx->err, arena)
				     : pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	return pn_ret_bool(c, pn_constraint_check(constraint, &v));
}

static const pn_func functions[] = {
	{ "semver", fn_semver, "s", 0, "semver STRING",
	  "Read a version such as v1.2.3-rc.1; its parts are methods: Major, Minor, Patch." },
	{ "semverCompare", fn_semver_compare, "ss", PN_FUNC_COSTLY,
	  "semverCompare CONSTRAINT VERSION",
	  "Say whether VERSION meets a CONSTRAINT such as \">=1.2 <2 || ~3.1\"." },
};

#define POINTER(...)                \
	{                           \
		PN_TYPE_SEMVER,     \
		{                   \
			__VA_ARGS__ \
		}                   \
	}
#define STRUCT(...)                    \
	{                              \
		PN_TYPE_SEMVER_STRUCT, \
		{                      \
			__VA_ARGS__    \
		}                      \
	}
static const pn_method methods[] = {
	POINTER("Compare", m_compare, "S", 0, "VERSION.Compare OTHER",
		"Return -1, 0 or 1: VERSION is less than, equal to or greater than OTHER."),
	POINTER("Equal", m_equal, "S", 0, "VERSION.Equal OTHER",
		"Say whether the versions are equal, metadata aside."),
	POINTER("GreaterThan", m_greater_than, "S", 0, "VERSION.GreaterThan OTHER",
		"Say whether VERSION is greater than OTHER."),
	POINTER("GreaterThanEqual", m_greater_than_equal, "S", 0, "VERSION.GreaterThanEqual OTHER",
		"Say whether VERSION is greater than or equal to OTHER."),
	POINTER("IncMajor", m_inc_major, "", 0, "VERSION.IncMajor",
		"Return the next major version."),
	POINTER("IncMinor", m_inc_minor, "", 0, "VERSION.IncMinor",
		"Return the next minor version."),
	POINTER("IncPatch", m_inc_patch, "", 0, "VERSION.IncPatch",
		"Return the next patch version."),
	POINTER("LessThan", m_less_than, "S", 0, "VERSION.LessThan OTHER",
		"Say whether VERSION is less than OTHER."),
	POINTER("LessThanEqual", m_less_than_equal, "S", 0, "VERSION.LessThanEqual OTHER",
		"Say whether VERSION is less than or equal to OTHER."),
	POINTER("Major", m_major, "", 0, "VERSION.Major", "Return the first number."),
	POINTER("MarshalJSON", m_marshal_json, "", 0, "VERSION.MarshalJSON",
		"Return the version as JSON."),
	POINTER("MarshalText", m_marshal_text, "", 0, "VERSION.MarshalText",
		"Return the version as bytes."),
	POINTER("Metadata", m_metadata, "", 0, "VERSION.Metadata", "Return what follows the '+'."),
	POINTER("Minor", m_minor, "", 0, "VERSION.Minor", "Return the second number."),
	POINTER("Original", m_original, "", 0, "VERSION.Original",
		"Return the text as it was read."),
	POINTER("Patch", m_patch, "", 0, "VERSION.Patch", "Return the third number."),
	POINTER("Prerelease", m_prerelease, "", 0, "VERSION.Prerelease",
		"Return what follows the '-'."),
	POINTER("Scan", m_scan, "a", 0, "VERSION.Scan STRING",
		"Read STRING into VERSION; return an error or nil."),
	POINTER("SetMetadata", m_set_metadata, "s", 0, "VERSION.SetMetadata STRING",
		"Return the version with other metadata."),
	POINTER("SetPrerelease", m_set_prerelease, "s", 0, "VERSION.SetPrerelease STRING",
		"Return the version with another prerelease."),
	POINTER("String", m_string, "", 0, "VERSION.String",
		"Write the version as 1.2.3-pre+meta."),
	POINTER("UnmarshalJSON", m_unmarshal_json, "y", 0, "VERSION.UnmarshalJSON BYTES",
		"Read JSON into VERSION; return an error or nil."),
	POINTER("UnmarshalText", m_unmarshal_text, "y", 0, "VERSION.UnmarshalText BYTES",
		"Read BYTES into VERSION; return an error or nil."),
	POINTER("Value", m_string, "", 0, "VERSION.Value", "Return the version as a string."),
	STRUCT("IncMajor", m_inc_major, "", 0, "", "Return the next major version."),
	STRUCT("IncMinor", m_inc_minor, "", 0, "", "Return the next minor version."),
	STRUCT("IncPatch", m_inc_patch, "", 0, "", "Return the next patch version."),
	STRUCT("Major", m_major, "", 0, "", "Return the first number."),
	STRUCT("MarshalJSON", m_marshal_json, "", 0, "", "Return the version as JSON."),
	STRUCT("MarshalText", m_marshal_text, "", 0, "", "Return the version as bytes."),
	STRUCT("Metadata", m_metadata, "", 0, "", "Return what follows the '+'."),
	STRUCT("Minor", m_minor, "", 0, "", "Return the second number."),
	STRUCT("Patch", m_patch, "", 0, "", "Return the third number."),
	STRUCT("Prerelease", m_prerelease, "", 0, "", "Return what follows the '-'."),
	STRUCT("SetMetadata", m_set_metadata, "s", 0, "",
	       "Return the version with other metadata."),
	STRUCT("SetPrerelease", m_set_prerelease, "s", 0, "",
	       "Return the version with another prerelease."),
	STRUCT("String", m_string, "", 0, "", "Write the version as 1.2.3-pre+meta."),
	STRUCT("Value", m_string, "", 0, "", "Return the version as a string."),
};
#undef POINTER
#undef STRUCT

const pn_func_family pn_family_semver = { "Versions", PN_ROWS(functions), PN_ROWS(methods), NULL,
					  0x1a4806b20304c98a };
