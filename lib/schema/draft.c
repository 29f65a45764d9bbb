/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/draft.h"

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const pn_draft_info drafts[] = {
	[PN_DRAFT_4] = { TEXT("http://json-schema.org/draft-04/schema"), TEXT("id"), TEXT(""),
			 TEXT(""), 0, 0 },
	[PN_DRAFT_6] = { TEXT("http://json-schema.org/draft-06/schema"), TEXT("$id"), TEXT(""),
			 TEXT(""), 0, 0 },
	[PN_DRAFT_7] = { TEXT("http://json-schema.org/draft-07/schema"), TEXT("$id"), TEXT(""),
			 TEXT(""), 0, 0 },
	[PN_DRAFT_2019] = { TEXT("https://json-schema.org/draft/2019-09/schema"), TEXT("$id"),
			    TEXT("https://json-schema.org/draft/2019-09/vocab/"),
			    TEXT("https://json-schema.org/draft/2019-09/meta/"),
			    PN_VOCAB_CORE | PN_VOCAB_APPLICATOR | PN_VOCAB_VALIDATION |
				    PN_VOCAB_META_DATA | PN_VOCAB_FORMAT | PN_VOCAB_CONTENT,
			    PN_VOCAB_CORE | PN_VOCAB_APPLICATOR | PN_VOCAB_VALIDATION },
	[PN_DRAFT_2020] = { TEXT("https://json-schema.org/draft/2020-12/schema"), TEXT("$id"),
			    TEXT("https://json-schema.org/draft/2020-12/vocab/"),
			    TEXT("https://json-schema.org/draft/2020-12/meta/"),
			    PN_VOCAB_CORE | PN_VOCAB_APPLICATOR | PN_VOCAB_UNEVALUATED |
				    PN_VOCAB_VALIDATION | PN_VOCAB_META_DATA |
				    PN_VOCAB_FORMAT_ANNOTATION | PN_VOCAB_FORMAT_ASSERTION |
				    PN_VOCAB_CONTENT,
			    PN_VOCAB_CORE | PN_VOCAB_APPLICATOR | PN_VOCAB_UNEVALUATED |
				    PN_VOCAB_VALIDATION },
};

_Static_assert(sizeof drafts / sizeof *drafts == PN_DRAFT_COUNT, "every draft has a row");

/* What may follow "http://" or "https://" in "$schema"; the first row is the newest draft. */
static const struct {
	pn_str url;
	pn_draft draft;
} urls[] = {
	{ TEXT("json-schema.org/schema"), PN_DRAFT_2020 },
	{ TEXT("json-schema.org/draft/2020-12/schema"), PN_DRAFT_2020 },
	{ TEXT("json-schema.org/draft/2019-09/schema"), PN_DRAFT_2019 },
	{ TEXT("json-schema.org/draft-07/schema"), PN_DRAFT_7 },
	{ TEXT("json-schema.org/draft-06/schema"), PN_DRAFT_6 },
	{ TEXT("json-schema.org/draft-04/schema"), PN_DRAFT_4 },
};

static const pn_vocab vocabs[] = {
	{ TEXT("applicator"), PN_VOCAB_APPLICATOR },
	{ TEXT("content"), PN_VOCAB_CONTENT },
	{ TEXT("core"), PN_VOCAB_CORE },
	{ TEXT("format"), PN_VOCAB_FORMAT },
	{ TEXT("format-annotation"), PN_VOCAB_FORMAT_ANNOTATION },
	{ TEXT("format-assertion"), PN_VOCAB_FORMAT_ASSERTION },
	{ TEXT("meta-data"), PN_VOCAB_META_DATA },
	{ TEXT("unevaluated"), PN_VOCAB_UNEVALUATED },
	{ TEXT("validation"), PN_VOCAB_VALIDATION },
};
#undef TEXT

const pn_draft_info *pn_draft_get(pn_draft draft)
{
	return &drafts[draft];
}

bool pn_draft_from_url(pn_str url, pn_draft *draft)
{
	static const char http[] = "http://", https[] = "https://";
	pn_str fragment;

	pn_str_cut(url, PN_STR("#"), &url, &fragment);
	if (fragment.len)
		return false;
	if (pn_str_starts(url, pn_str_from(http)))
		url = pn_str_slice(url, sizeof http - 1, url.len);
	else if (pn_str_starts(url, pn_str_from(https)))
		url = pn_str_slice(url, sizeof https - 1, url.len);
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		if (pn_str_eq(urls[i].url, url)) {
			*draft = urls[i].draft;
			return true;
		}
	}
	return false;
}

const pn_vocab *pn_vocabs(size_t *count)
{
	*count = sizeof vocabs / sizeof *vocabs;
	return vocabs;
}

uint16_t pn_vocab_find(pn_draft draft, pn_str name)
{
	for (size_t i = 0; i < sizeof vocabs / sizeof *vocabs; i++)
		if (pn_str_eq(vocabs[i].name, name))
			return vocabs[i].bit & drafts[draft].vocabs;
	return 0;
}

bool pn_dialect_has(const pn_dialect *dialect, uint16_t vocab)
{
	uint16_t in_force = dialect->chosen ? dialect->vocabs : drafts[dialect->draft].usual;

	return dialect->draft < PN_DRAFT_2019 || vocab == PN_VOCAB_CORE || (in_force & vocab) != 0;
}
