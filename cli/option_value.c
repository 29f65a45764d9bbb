/* SPDX-License-Identifier: Apache-2.0 */
/* Values of options by type (pflag: bool.go, string_slice.go, string_to_string.go ...). */
#include "option.h"

#include <string.h>

#include "csv.h"
#include "scan.h"

static void *place_of(const option *row, parse *p)
{
	return (char *)p->settings + row->at;
}

static bool store_slice(strings *list, parse *p, const char *value, const char **why)
{
	return !*value || csv_read(p->pool, value, list, why);
}

static size_t count_byte(const char *s, char c)
{
	size_t count = 0;

	for (; *s; s++)
		count += *s == c;
	return count;
}

/* Adds pairs; a value with one '=' is one pair, quotes around it are dropped. */
static bool store_map(strings *list, parse *p, const char *value, const char **why)
{
	strings pairs = { 0 };
	size_t equals = count_byte(value, '='), len = strlen(value);

	if (equals == 1) {
		for (; len && *value == '"'; len--)
			value++;
		while (len && value[len - 1] == '"')
			len--;
		strings_add(p->pool, &pairs, pool_copy(p->pool, value, len));
	} else if (equals && !csv_read(p->pool, value, &pairs, why)) {
		return false;
	} else if (!equals) {
		strings_add(p->pool, &pairs, value);
	}
	for (size_t i = 0; i < pairs.count; i++) {
		if (!strchr(pairs.items[i], '=')) {
			*why = pool_format(p->pool, "%s must be formatted as key=value",
					   pairs.items[i]);
			return false;
		}
	}
	for (size_t i = 0; i < pairs.count; i++)
		strings_add(p->pool, list, pairs.items[i]);
	return true;
}

static bool store_string(const option *row, parse *p, const char *value, const char **why)
{
	bool ok = true;

	if (row->type == OPTION_INT)
		ok = scan_int(p->pool, value, 0, 64, why);
	else if (row->type == OPTION_INT32)
		ok = scan_int(p->pool, value, 10, 32, why);
	else if (row->type == OPTION_FLOAT32)
		ok = scan_float32(p->pool, value, why);
	else if (row->type == OPTION_DURATION)
		ok = scan_duration(p->pool, value, why);
	else if (row->type == OPTION_CHECKED)
		ok = row->check(p->settings, p->pool, &value, why);
	if (ok)
		*(const char **)place_of(row, p) = value;
	return ok;
}

bool option_store(const option *row, parse *p, const char *value, const char **why)
{
	switch (row->type) {
	case OPTION_BOOL:
		return scan_bool(p->pool, value, place_of(row, p), why);
	case OPTION_ARRAY:
		strings_add(p->pool, place_of(row, p), value);
		return true;
	case OPTION_SLICE:
		return store_slice(place_of(row, p), p, value, why);
	case OPTION_MAP:
		return store_map(place_of(row, p), p, value, why);
	case OPTION_STRING:
	case OPTION_INT:
	case OPTION_INT32:
	case OPTION_FLOAT32:
	case OPTION_DURATION:
	case OPTION_CHECKED:
	case OPTION_TYPE_COUNT:
		break;
	}
	return store_string(row, p, value, why);
}

const char *option_type_name(const option *row)
{
	static const char *const names[OPTION_TYPE_COUNT] = {
		[OPTION_BOOL] = "",
		[OPTION_STRING] = "string",
		[OPTION_INT] = "int",
		[OPTION_INT32] = "int",
		[OPTION_FLOAT32] = "float32",
		[OPTION_DURATION] = "duration",
		[OPTION_ARRAY] = "stringArray",
		[OPTION_SLICE] = "strings",
		[OPTION_MAP] = "stringToString",
		[OPTION_CHECKED] = "string",
	};

	return row->type_name ? row->type_name : names[row->type];
}

const char *option_bare(const option *row)
{
	return row->type == OPTION_BOOL ? "true" : row->bare;
}
