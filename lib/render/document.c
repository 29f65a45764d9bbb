/* SPDX-License-Identifier: Apache-2.0 */
/* From rendered files to sorted documents (Helm: pkg/release/v1/util/manifest_sorter.go). */
#include "render/document.h"
#include "base/sort.h"
#include "render/head.h"

/* ---- hooks ---- */

static const char *const hook_events[] = {
	"pre-install",	"post-install", "pre-delete",	 "post-delete", "pre-upgrade",
	"post-upgrade", "pre-rollback", "post-rollback", "test",	"test-success",
};

/* Reads the value of helm.sh/hook; false when one of its events is unknown. */
static bool read_events(pn_arena *arena, pn_str text, bool *is_test)
{
	bool more = true;

	*is_test = false;
	while (more) {
		bool known = false;
		pn_str event;

		more = pn_str_cut(text, PN_STR(","), &event, &text);
		event = pn_str_to_lower(arena, pn_str_trim_space(event));
		for (size_t i = 0; i < sizeof hook_events / sizeof *hook_events && !known; i++)
			known = pn_str_eq(event, pn_str_from(hook_events[i]));
		if (!known)
			return false;
		*is_test = *is_test || pn_str_starts(event, PN_STR("test"));
	}
	return true;
}

/* ---- kinds ---- */

/* Helm: kind_sorter.go, InstallOrder. */
static const char *const install_order[] = {
	"PriorityClass",
	"Namespace",
	"NetworkPolicy",
	"ResourceQuota",
	"LimitRange",
	"PodSecurityPolicy",
	"PodDisruptionBudget",
	"ServiceAccount",
	"Secret",
	"SecretList",
	"ConfigMap",
	"StorageClass",
	"PersistentVolume",
	"PersistentVolumeClaim",
	"CustomResourceDefinition",
	"ClusterRole",
	"ClusterRoleList",
	"ClusterRoleBinding",
	"ClusterRoleBindingList",
	"Role",
	"RoleList",
	"RoleBinding",
	"RoleBindingList",
	"Service",
	"DaemonSet",
	"Pod",
	"ReplicationController",
	"ReplicaSet",
	"Deployment",
	"HorizontalPodAutoscaler",
	"StatefulSet",
	"Job",
	"CronJob",
	"IngressClass",
	"Ingress",
	"APIService",
	/* Helm 3.17 does not know the last two. */
	"MutatingWebhookConfiguration",
	"ValidatingWebhookConfiguration",
};
enum { KIND_COUNT = sizeof install_order / sizeof *install_order, NEW_KINDS = 2 };

size_t pn_kind_rank(pn_str kind, pn_profile profile)
{
	size_t known = profile == PN_PROFILE_HELM_3 ? KIND_COUNT - NEW_KINDS : KIND_COUNT;

	for (size_t i = 0; i < known && kind.len; i++) {
		if (install_order[i][0] == kind.ptr[0] &&
		    pn_str_eq(kind, pn_str_from(install_order[i])))
			return i;
	}
	return KIND_COUNT;
}

enum { BUCKETS_A_ROLE = KIND_COUNT + 1 };

static int by_kind(const void *a, const void *b)
{
	return pn_str_cmp(((const pn_document *)a)->kind, ((const pn_document *)b)->kind);
}

/* Which documents come before it: manifests before hooks, each by kind, unknown kinds last. */
static size_t bucket_of(const pn_document *document, pn_profile profile)
{
	return (size_t)document->role * BUCKETS_A_ROLE + pn_kind_rank(document->kind, profile);
}

/* Moves each item to its place; `places` is used up. */
static void move_all(pn_document *items, uint32_t *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		while (places[i] != i) {
			uint32_t place = places[i];
			pn_document there = items[place];

			items[place] = items[i];
			items[i] = there;
			places[i] = places[place];
			places[place] = place;
		}
	}
}

enum { BUCKETS = (PN_ROLE_HOOK + 1) * BUCKETS_A_ROLE };

/* Puts documents in order; those of one place stay in the order of their files. */
static bool sort(pn_cx *cx, pn_documents *documents, pn_profile profile)
{
	uint32_t count = (uint32_t)documents->count, ends[BUCKETS] = { 0 }, sum = 0;
	pn_mark_point mark = pn_arena_mark(cx->arena);
	uint32_t *places = PN_NEW_ARRAY(cx->arena, uint32_t, count);

	if (!places)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < count; i++) {
		places[i] = (uint32_t)bucket_of(&documents->items[i], profile);
		ends[places[i]]++;
	}
	for (size_t i = 0; i < BUCKETS; i++) {
		uint32_t begin = sum;

		sum += ends[i];
		ends[i] = begin;
	}
	for (uint32_t i = 0; i < count; i++)
		places[i] = ends[places[i]]++;
	move_all(documents->items, places, count);
	pn_arena_rewind(cx->arena, mark);
	for (size_t i = KIND_COUNT; i < BUCKETS; i += BUCKETS_A_ROLE) {
		uint32_t begin = ends[i - 1];

		if (ends[i] > begin) /* unknown kinds by name */
			pn_sort(&documents->items[begin], ends[i] - begin, sizeof(pn_document),
				by_kind);
	}
	return true;
}

/* ---- making ---- */

typedef struct making {
	pn_cx *cx;
	const pn_release *release;
	pn_profile profile;
	pn_documents *out;
	const pn_rendered *file;
	uint32_t number; /* of the file */
	pn_arena heads;	 /* the head of the document at hand, and nothing else */
	pn_mark_point empty;
} making;

bool pn_documents_add(pn_arena *arena, pn_documents *documents, const pn_document *document)
{
	if (documents->count == documents->cap) {
		size_t cap = documents->cap > 8 ? documents->cap * 2 : 16;
		pn_document *items =
			pn_realloc(arena, documents->items, documents->cap * sizeof *items,
				   cap * sizeof *items);

		if (!items)
			return false;
		documents->items = items;
		documents->cap = cap;
	}
	documents->items[documents->count++] = *document;
	return true;
}

static void log_unknown_hook(const making *m, pn_str events)
{
	if (m->profile == PN_PROFILE_HELM_3 && m->cx->log) {
		pn_str line = pn_str_format(m->cx->arena,
					    "manifest_sorter.go:199: info: skipping unknown hook: "
					    "\"%.*s\"",
					    PN_ARG(events));

		m->cx->log->write(m->cx->log->data, PINTLE_LOG_INFO, line.ptr, line.len);
		return;
	}
	pn_log(m->cx->log, PINTLE_LOG_INFO, PN_STR("skipping unknown hooks"),
	       (pn_attr[]){ { "hookTypes", events } }, 1);
}

/* Fails for a document that is no YAML, or has a head of another shape. */
static bool fail_document(making *m, pn_str text)
{
	pn_fault fault = { .id = m->file->id, .rendered = &m->file->text, .document = text };

	pn_error_wrap(m->cx->err, "YAML parse error on %.*s: ", PN_ARG(fault.id));
	if (m->release->faults)
		pn_faults_add(m->cx->arena, m->release->faults, &fault);
	return false;
}

/* A text of the head, to be kept: copied unless it is a piece of the document. */
static pn_str kept_text(const making *m, const pn_document *d, pn_str s)
{
	uintptr_t at = (uintptr_t)s.ptr, start = (uintptr_t)d->text.ptr;

	if (!s.len || (at >= start && at + s.len <= start + d->text.len))
		return s;
	return pn_str_dup(m->cx->arena, s);
}

/* Keeps a document that has this head. */
static bool keep_document(making *m, pn_str text, const pn_head *head)
{
	pn_document d = { .role = PN_ROLE_MANIFEST, .id = m->file->id, .text = text };

	d.file = m->number;
	d.offset = (size_t)(text.ptr - m->file->text.as.text);
	d.api_version = kept_text(m, &d, head->api_version);
	d.kind = kept_text(m, &d, head->kind);
	d.name = kept_text(m, &d, head->name);
	if (head->has_hook) {
		d.role = PN_ROLE_HOOK;
		if (!read_events(&m->heads, head->hook, &d.is_test)) {
			log_unknown_hook(m, head->hook);
			return true;
		}
	}
	return pn_documents_add(m->cx->arena, m->out, &d) ||
	       pn_fail_memory(m->cx->err, m->cx->arena);
}

/* Reads one document's head and keeps the document. */
static bool make_document(void *data, pn_str text)
{
	making *m = data;
	pn_cx once = *m->cx;
	pn_head head;
	bool ok;

	once.arena = &m->heads;
	ok = pn_head_read(&once, text, m->profile, &head) ? keep_document(m, text, &head)
							  : fail_document(m, text);
	if (ok && m->heads.failed)
		ok = pn_fail_memory(m->cx->err, &m->heads);
	pn_arena_rewind(&m->heads, m->empty);
	return ok;
}

/* Makes the documents of all files. */
static bool make_all(making *m, const pn_rendered_list *files)
{
	pn_error_list failed = { 0 };

	for (size_t i = 0; i < files->count; i++) {
		m->file = &files->items[i];
		m->number = (uint32_t)i;
		if (!pn_split(pn_value_str(&m->file->text), m->profile, make_document, m) &&
		    !(pn_render_goes_on(m->release, m->cx->err) &&
		      pn_error_list_take(&failed, m->cx->err)))
			break;
	}
	pn_error_list_give(&failed, m->cx->err);
	return !pn_error_is_set(m->cx->err);
}

/* A shorter text is mostly what an `if` around all of a file leaves. */
enum { SHORTEST = 8 };

/* Makes room for as many documents as there will be, most often. */
static bool expect(pn_cx *cx, const pn_rendered_list *files, pn_documents *out)
{
	size_t count = 0;

	for (size_t i = 0; i < files->count; i++)
		count += files->items[i].text.len > SHORTEST;
	*out = (pn_documents){ .items = PN_NEW_ARRAY(cx->arena, pn_document, count), .cap = count };
	return out->items;
}

bool pn_documents_make(pn_cx *cx, const pn_rendered_list *files, const pn_release *release,
		       pn_documents *out)
{
	making m = { .cx = cx, .release = release, .profile = release->profile, .out = out };
	bool ok;

	pn_arena_init(&m.heads, cx->arena->mem, cx->arena->limit);
	if (!expect(cx, files, out))
		return pn_fail_memory(cx->err, cx->arena);
	/* The first chunk stays where it is from one document to the next. */
	if (!pn_alloc(&m.heads, 1))
		return pn_fail_memory(cx->err, &m.heads);
	m.empty = pn_arena_mark(&m.heads);
	ok = make_all(&m, files);
	pn_arena_finish(&m.heads);
	return ok && sort(cx, out, release->profile);
}
