/* SPDX-License-Identifier: Apache-2.0 */
/* The parser (pflag: flag.go). */
#include "option.h"

#include <string.h>

#include "quote.h"

/* The words of a command line that are still to be read. */
typedef struct words {
	const char *const *items;
	size_t count;
} words;

static bool fail_parse(parse *p, const char *message)
{
	p->error = message;
	return false;
}

const option *option_named(const option_set *const *sets, const char *name, size_t len)
{
	for (; *sets; sets++) {
		for (size_t i = 0; i < (*sets)->count; i++) {
			const option *row = &(*sets)->rows[i];

			if (strncmp(row->name, name, len) == 0 && row->name[len] == '\0')
				return row;
		}
	}
	return NULL;
}

const option *option_lettered(const option_set *const *sets, char letter)
{
	for (; *sets; sets++) {
		for (size_t i = 0; i < (*sets)->count; i++) {
			if ((*sets)->rows[i].letter == letter)
				return &(*sets)->rows[i];
		}
	}
	return NULL;
}

/* Stores a value and notes that the option was given. */
static bool take(parse *p, const option *row, const char *value)
{
	const char *why = NULL, *name = pool_format(p->pool, "--%s", row->name);

	if (!option_store(row, p, value, &why)) {
		if (row->letter)
			name = pool_format(p->pool, "-%c, --%s", row->letter, row->name);
		return fail_parse(p, pool_format(p->pool, "invalid argument %s for \"%s\" flag: %s",
						 quote(p->pool, value), name, why));
	}
	if (!strings_hold(&p->given, row->name))
		strings_add(p->pool, &p->given, row->name);
	if (row->deprecated && !p->quiet)
		text_format(&p->notices, "Flag --%s has been deprecated, %s\n", row->name,
			    row->deprecated);
	return true;
}

/* Takes the next word off the line. */
static const char *next_word(words *w)
{
	w->count--;
	return *w->items++;
}

/* Skips the word after an unknown option when it looks like its value. */
static void skip_value(words *w)
{
	if (w->count && w->items[0][0] != '-')
		next_word(w);
}

static bool unknown_long(parse *p, const char *name, bool has_value, words *w)
{
	if (strcmp(name, "help") == 0) {
		p->help_requested = true;
		return false;
	}
	if (!p->lenient)
		return fail_parse(p, pool_format(p->pool, "unknown flag: --%s", name));
	if (!has_value)
		skip_value(w);
	return true;
}

/* Reads --NAME, --NAME=VALUE or --NAME VALUE. */
static bool read_long(parse *p, const char *word, words *w)
{
	const char *name = word + 2, *equals = strchr(name, '=');
	const char *value = equals ? equals + 1 : NULL;
	const option *row;

	if (*name == '-' || *name == '=')
		return fail_parse(p, pool_format(p->pool, "bad flag syntax: %s", word));
	name = pool_copy(p->pool, name, equals ? (size_t)(equals - name) : strlen(name));
	row = option_named(p->sets, name, strlen(name));
	if (!row)
		return unknown_long(p, name, equals != NULL, w);
	if (!value)
		value = option_bare(row);
	if (!value) {
		if (!w->count)
			return fail_parse(
				p, pool_format(p->pool, "flag needs an argument: --%s", name));
		value = next_word(w);
	}
	return take(p, row, value);
}

/* Go prints a byte of the command line as the character of that number. */
static const char *show_letter(parse *p, char letter)
{
	unsigned char byte = (unsigned char)letter;
	const char two[] = { (char)(0xC0 | byte >> 6), (char)(0x80 | (byte & 0x3F)), '\0' };
	const char one[] = { letter, '\0' };
	const char *quoted = quote(p->pool, byte < 0x80 ? one : two);
	size_t len = strlen(quoted);

	if (letter == '"')
		return "'\"'";
	if (letter == '\'')
		return "'\\''";
	return pool_format(p->pool, "'%.*s'", (int)(len - 2), quoted + 1);
}

/* Deals with a letter that no row has; *rest is what follows it in its word. */
static bool unknown_letter(parse *p, const char *letters, const char **rest, words *w)
{
	if (*letters == 'h') {
		p->help_requested = true;
		return false;
	}
	if (!p->lenient)
		return fail_parse(p, pool_format(p->pool, "unknown shorthand flag: %s in -%s",
						 show_letter(p, *letters), letters));
	if (letters[1] == '=' && letters[2])
		*rest = "";
	else
		skip_value(w);
	return true;
}

/* Reads one letter of -abc; the last may have a value: -fVALUE, -f=VALUE, -f VALUE. */
static bool read_letter(parse *p, const char *letters, const char **rest, words *w)
{
	const option *row = option_lettered(p->sets, *letters);
	const char *value;

	*rest = letters + 1;
	if (!row)
		return unknown_letter(p, letters, rest, w);
	value = option_bare(row);
	if (letters[1] == '=' && letters[2]) {
		value = letters + 2;
		*rest = "";
	} else if (!value && letters[1]) {
		value = letters + 1;
		*rest = "";
	} else if (!value && w->count) {
		value = next_word(w);
	} else if (!value) {
		return fail_parse(p, pool_format(p->pool, "flag needs an argument: %s in -%s",
						 show_letter(p, *letters), letters));
	}
	return take(p, row, value);
}

/*
 * Reads -abc. As with pflag, values of all its letters are looked for behind the same word, and
 * what looks like an option of `go test` is skipped.
 */
static bool read_short(parse *p, const char *word, words *w)
{
	const char *letters = word + 1, *rest;
	words after = *w;

	if (strncmp(letters, "test.", 5) == 0)
		return true;
	while (*letters) {
		*w = after;
		if (!read_letter(p, letters, &rest, w))
			return false;
		letters = rest;
	}
	return true;
}

bool options_parse(parse *p, const strings *line)
{
	words w = { line->items, line->count };
	bool ok = true;

	p->notices.pool = p->pool;
	while (ok && w.count) {
		const char *word = next_word(&w);

		if (word[0] != '-' || !word[1]) {
			strings_add(p->pool, &p->arguments, word);
		} else if (strcmp(word, "--") == 0) {
			while (w.count)
				strings_add(p->pool, &p->arguments, next_word(&w));
		} else if (word[1] == '-') {
			ok = read_long(p, word, &w);
		} else {
			ok = read_short(p, word, &w);
		}
	}
	return ok;
}
