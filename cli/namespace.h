/* The namespace of a release. */
#ifndef CLI_NAMESPACE_H
#define CLI_NAMESPACE_H

#include "cli.h"

/*
 * Returns what -n or HELM_NAMESPACE says, else the namespace of the kubeconfig's context, else of
 * the pod that the program runs in, else "default" (Helm: pkg/cli/environment.go, Namespace).
 */
const char *namespace_find(cli *c);

#endif
