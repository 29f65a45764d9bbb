/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the command (cobra: command.go). Options may stand before and between the names. */
#include "command.h"

#include <string.h>
#include <strings.h>

#include "quote.h"

enum { NEAR = 2, LONGEST_NAME = 64 };

/* Says whether a word is an option whose value is the next word, as far as `sets` tell. */
static bool takes_next(const option_set *const *sets, const char *word)
{
	const option *row;

	if (word[0] != '-' || strchr(word, '='))
		return false;
	if (word[1] == '-')
		row = option_named(sets, word + 2, strlen(word + 2));
	else if (word[1] && !word[2])
		row = option_lettered(sets, word[1]);
	else
		return false;
	return !row || !option_bare(row);
}

/*
 * Returns the index of the first word that is no option and no option's value; line->count when
 * there is none. In front of a single last word cobra stops looking, though not when it takes the
 * name off the line; so does this.
 */
static size_t first_name(const option_set *const *sets, const strings *line)
{
	for (size_t i = 0; i < line->count; i++) {
		const char *word = line->items[i];

		if (strcmp(word, "--") == 0)
			break;
		if (takes_next(sets, word)) {
			if (line->count - i - 1 <= 1)
				break;
			i++;
		} else if (*word && *word != '-') {
			return i;
		}
	}
	return line->count;
}

static bool has_name(const command *cmd, const char *name)
{
	if (strcmp(cmd->name, name) == 0)
		return true;
	for (const char *const *a = cmd->aliases; a && *a; a++) {
		if (strcmp(*a, name) == 0)
			return true;
	}
	return false;
}

static const command *child_named(const command *parent, const char *name)
{
	for (const command *const *child = parent->children; child && *child; child++) {
		if (has_name(*child, name))
			return *child;
	}
	return NULL;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Counts the edits between two words, letters' case aside (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
	size_t row[LONGEST_NAME + 1], a_len = strlen(a), b_len = strlen(b);

	if (a_len > LONGEST_NAME)
		return a_len;
	for (size_t i = 0; i <= a_len; i++)
		row[i] = i;
	for (size_t j = 1; j <= b_len; j++) {
		size_t diagonal = row[0];

		row[0] = j;
		for (size_t i = 1; i <= a_len; i++) {
			size_t above = row[i];
			bool same = strncasecmp(&a[i - 1], &b[j - 1], 1) == 0;

			row[i] = same ? diagonal : least(least(above, row[i - 1]), diagonal) + 1;
			diagonal = above;
		}
	}
	return row[a_len];
}

static const char *unknown(cli *c, const char *name)
{
	const char *head = "\n\nDid you mean this?\n";
	text t = { .pool = &c->pool };

	text_format(&t, "unknown command %s for \"%s\"", quote(&c->pool, name), c->name);
	for (const command *const *child = root_command.children; *child; child++) {
		const char *other = (*child)->name;

		if (strcmp(other, "help") == 0 || ((*child)->ours && strcmp(c->name, "helm") == 0))
			continue;
		if (distance(name, other) > NEAR && strncasecmp(other, name, strlen(name)) != 0)
			continue;
		text_format(&t, "%s\t%s\n", head, other);
		head = "";
	}
	return text_z(&t);
}

static void remove_word(strings *line, size_t at)
{
	line->count--;
	memmove(&line->items[at], &line->items[at + 1], (line->count - at) * sizeof *line->items);
}

bool command_find(cli *c, strings *line, command_path *found, const char **error)
{
	const command *next;

	*found = (command_path){ &root_command, c->name };
	do {
		const option_set **sets = command_options(c, found->command, false);
		size_t at = first_name(sets, line);
		const char *word = at < line->count ? line->items[at] : NULL;

		next = word ? child_named(found->command, word) : NULL;
		if (next) {
			remove_word(line, at);
			*found = (command_path){ next, pool_format(&c->pool, "%s %s", found->name,
								   next->name) };
		} else if (word && found->command == &root_command) {
			*error = unknown(c, word);
			return false;
		}
	} while (next);
	return true;
}
