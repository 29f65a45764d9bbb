/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Host functions: template functions written in C by the embedding program
 *
 * Given to pintle_load_options.functions, because templates are parsed when a chart is first
 * rendered and must know which names exist. A host function wins over a built-in one of its name.
 */
#ifndef PINTLE_FUNCTION_H
#define PINTLE_FUNCTION_H

#include <pintle/chart.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A value inside a running template. Valid during the call that it was given to. */
typedef struct pintle_value pintle_value;
/** One call of a host function. */
typedef struct pintle_call pintle_call;

typedef enum pintle_kind {
	PINTLE_NIL = 0,
	PINTLE_BOOL,
	PINTLE_INTEGER, /**< any Go integer */
	PINTLE_NUMBER,	/**< float64 */
	PINTLE_STRING,	/**< string or []byte */
	PINTLE_LIST,
	PINTLE_MAP,
	PINTLE_OTHER /**< a struct: time, certificate ... */
} pintle_kind;

/**
 * A function that templates can call. Loading fails with PINTLE_ERR_ARGUMENT when a template could
 * not call it, or when two have one name.
 */
typedef struct pintle_function {
	const char *name; /**< letters, digits and _, no digit first; copied */
	/**
	 * One letter a parameter: a any value, s string, b bool, i int, f float64, m map; '*' after
	 * the last one repeats it. Arguments are checked before the call, with Go's messages.
	 * Copied.
	 */
	const char *params;
	/** Returns false after pintle_call_fail(). May run in several threads at once. */
	bool (*run)(pintle_call *call, void *data);
	void *data; /**< handed to `run`; must outlive the chart */
} pintle_function;

/** The number of arguments, and argument i (NULL beyond the last). */
PINTLE_API size_t pintle_call_count(const pintle_call *call);
PINTLE_API const pintle_value *pintle_call_argument(const pintle_call *call, size_t i);

/** Sets the result; texts are copied. Without memory the call fails after the function returns. */
PINTLE_API void pintle_call_return_string(pintle_call *call, pintle_text text);
PINTLE_API void pintle_call_return_integer(pintle_call *call, int64_t n);
PINTLE_API void pintle_call_return_number(pintle_call *call, double number);
PINTLE_API void pintle_call_return_bool(pintle_call *call, bool b);
/** Parses a JSON text and returns what it holds: the way to return lists and maps. */
PINTLE_API bool pintle_call_return_json(pintle_call *call, pintle_text json);
/** Fails the call: the template's error is "error calling NAME: MESSAGE". Returns false. */
PINTLE_API bool pintle_call_fail(pintle_call *call, const char *message);

PINTLE_API pintle_kind pintle_value_kind(const pintle_value *value);
/** The value converted; false, 0, 0.0, "" when it is of another kind. */
PINTLE_API bool pintle_value_bool(const pintle_value *value);
PINTLE_API int64_t pintle_value_integer(const pintle_value *value);
PINTLE_API double pintle_value_number(const pintle_value *value);
PINTLE_API pintle_text pintle_value_string(const pintle_value *value);
/** Elements of a list or entries of a map (in bytewise key order). */
PINTLE_API size_t pintle_value_count(const pintle_value *value);
PINTLE_API const pintle_value *pintle_value_element(const pintle_value *value, size_t i);
PINTLE_API pintle_text pintle_value_key(const pintle_value *value, size_t i);
/** The entry of a map with a key; NULL when absent. */
PINTLE_API const pintle_value *pintle_value_get(const pintle_value *value, const char *key);

/** One built-in template function, for documentation. All strings are static. */
typedef struct pintle_function_info {
	const char *family; /**< "Strings", "Go's own" ... */
	const char *name;
	const char *usage;
	const char *doc;
	bool is_volatile; /**< two runs may give different results */
} pintle_function_info;

/** The built-in functions, by family, then name. */
PINTLE_API size_t pintle_function_count(void);
PINTLE_API pintle_function_info pintle_function_at(size_t i);

#ifdef __cplusplus
}
#endif
#endif
