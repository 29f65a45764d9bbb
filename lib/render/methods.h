/* The methods of the root's objects; helm_funcs.c enters them in one table. */
#ifndef PN_RENDER_METHODS_H
#define PN_RENDER_METHODS_H

#include "exec/call.h"

bool pn_method_capabilities_copy(pn_call *c);
bool pn_method_kube_version_string(pn_call *c);
bool pn_method_kube_version_git_version(pn_call *c);
bool pn_method_version_set_has(pn_call *c);
bool pn_method_files_get(pn_call *c);
bool pn_method_files_get_bytes(pn_call *c);
bool pn_method_files_lines(pn_call *c);
bool pn_method_files_glob(pn_call *c);
bool pn_method_files_as_config(pn_call *c);
bool pn_method_files_as_secrets(pn_call *c);
bool pn_method_values_table(pn_call *c);
bool pn_method_values_path_value(pn_call *c);
bool pn_method_values_as_map(pn_call *c);
bool pn_method_values_yaml(pn_call *c);
bool pn_method_values_encode(pn_call *c);

#endif
