/* JSON that is written piece by piece: members and elements get their commas by themselves. */
#ifndef CLI_JSON_TEXT_H
#define CLI_JSON_TEXT_H

#include <pintle/chart.h>

#include "pool.h"

enum { JSON_DEPTH = 16 };

typedef struct json_text {
	text *out;
	unsigned depth;
	bool filled[JSON_DEPTH]; /* something stands in the map or list already */
} json_text;

/* In each of these `name` is the member's name; NULL in a list and at the top. */
void json_open(json_text *j, const char *name, char bracket);
void json_close(json_text *j, char bracket);
void json_string(json_text *j, const char *name, pintle_text value);
void json_word(json_text *j, const char *name, const char *value);
void json_number(json_text *j, const char *name, size_t value);
void json_bool(json_text *j, const char *name, bool value);
void json_null(json_text *j, const char *name);
/* Adds what is JSON already. */
void json_raw(json_text *j, const char *name, pintle_text value);

#endif
