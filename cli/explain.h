/* What wrote a line: the parts of `explain` that print it. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "cli.h"

/* A line that is asked for, and what there is to say of it. */
typedef struct explained {
	const char *file; /* as the user named it; NULL: a line of the render itself */
	size_t file_line;
	pintle_match match;
	size_t line;	  /* of the render; 0: none */
	pintle_text text; /* of that line */
	const pintle_origins *origins;
} explained;

void explain_as_text(cli *c, const explained *e);
void explain_as_json(cli *c, const explained *e);

#endif
