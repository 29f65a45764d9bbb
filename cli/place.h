/* Where charts and Helm's own files are. */
#ifndef CLI_PLACE_H
#define CLI_PLACE_H

#include "cli.h"

/* Helm's folders (Helm: pkg/helmpath). */
typedef enum helm_folder { HELM_CACHE, HELM_CONFIG, HELM_DATA } helm_folder;

/* Returns the path of something in one of Helm's folders, "" for the folder itself. */
const char *helm_path(pool *p, helm_folder folder, const char *name);
/*
 * Finds the chart that a word of the command line names (Helm: pkg/action/install.go,
 * LocateChart). Returns its absolute path, or NULL after a message.
 */
const char *place_find(cli *c, const char *name);
/* Says whether a folder has no Chart.yaml: some of Helm's commands have a message of their own. */
bool place_is_no_chart(cli *c, const char *path);
/* Checks the files of --ca-file, --cert-file and --key-file as Helm does; the exit code. */
int place_check_certificates(cli *c);

#endif
