/* A fuzz target: one door that takes outside bytes. */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include "base/base.h"

/* Feeds one input through the door; cx has an arena of its own and small limits. */
void fuzz_one(pn_cx *cx, pn_str input);

#endif
