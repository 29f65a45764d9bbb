/* SPDX-License-Identifier: Apache-2.0 */
#include "value/type.h"

static const pn_type_info infos[] = {
	[PN_TYPE_NIL] = { "<nil>", "invalid", PN_TYPE_NIL },
	[PN_TYPE_BOOL] = { "bool", "bool", PN_TYPE_NIL },
	[PN_TYPE_INT] = { "int", "int", PN_TYPE_NIL },
	[PN_TYPE_INT8] = { "int8", "int8", PN_TYPE_NIL },
	[PN_TYPE_INT16] = { "int16", "int16", PN_TYPE_NIL },
	[PN_TYPE_INT32] = { "int32", "int32", PN_TYPE_NIL },
	[PN_TYPE_INT64] = { "int64", "int64", PN_TYPE_NIL },
	[PN_TYPE_UINT] = { "uint", "uint", PN_TYPE_NIL },
	[PN_TYPE_UINT8] = { "uint8", "uint8", PN_TYPE_NIL },
	[PN_TYPE_UINT16] = { "uint16", "uint16", PN_TYPE_NIL },
	[PN_TYPE_UINT32] = { "uint32", "uint32", PN_TYPE_NIL },
	[PN_TYPE_UINT64] = { "uint64", "uint64", PN_TYPE_NIL },
	[PN_TYPE_FLOAT32] = { "float32", "float32", PN_TYPE_NIL },
	[PN_TYPE_FLOAT64] = { "float64", "float64", PN_TYPE_NIL },
	[PN_TYPE_COMPLEX128] = { "complex128", "complex128", PN_TYPE_NIL },
	[PN_TYPE_STRING] = { "string", "string", PN_TYPE_UINT8 },
	[PN_TYPE_LIST] = { "[]interface {}", "slice", PN_TYPE_NIL },
	[PN_TYPE_STRINGS] = { "[]string", "slice", PN_TYPE_STRING },
	[PN_TYPE_INTS] = { "[]int", "slice", PN_TYPE_INT },
	[PN_TYPE_LISTS] = { "[][]interface {}", "slice", PN_TYPE_LIST },
	[PN_TYPE_MAPS] = { "[]map[string]interface {}", "slice", PN_TYPE_MAP },
	[PN_TYPE_BYTES] = { "[]uint8", "slice", PN_TYPE_UINT8 },
	[PN_TYPE_VERSION_SET] = { "common.VersionSet", "slice", PN_TYPE_STRING },
	[PN_TYPE_MAP] = { "map[string]interface {}", "map", PN_TYPE_NIL },
	[PN_TYPE_STRING_MAP] = { "map[string]string", "map", PN_TYPE_STRING },
	[PN_TYPE_VALUES] = { "common.Values", "map", PN_TYPE_NIL },
	[PN_TYPE_FILES] = { "engine.files", "map", PN_TYPE_BYTES },
	[PN_TYPE_DURATION] = { "time.Duration", "int64", PN_TYPE_NIL },
	[PN_TYPE_MONTH] = { "time.Month", "int", PN_TYPE_NIL },
	[PN_TYPE_WEEKDAY] = { "time.Weekday", "int", PN_TYPE_NIL },
	[PN_TYPE_TIME] = { "time.Time", "struct", PN_TYPE_NIL },
	[PN_TYPE_LOCATION] = { "*time.Location", "ptr", PN_TYPE_NIL },
	[PN_TYPE_CAPABILITIES] = { "*common.Capabilities", "ptr", PN_TYPE_NIL },
	[PN_TYPE_KUBE_VERSION] = { "common.KubeVersion", "struct", PN_TYPE_NIL },
	[PN_TYPE_BUILD_INFO] = { "version.BuildInfo", "struct", PN_TYPE_NIL },
	[PN_TYPE_CERTIFICATE] = { "sprig.certificate", "struct", PN_TYPE_NIL },
	[PN_TYPE_SEMVER] = { "*semver.Version", "ptr", PN_TYPE_NIL },
	[PN_TYPE_SEMVER_STRUCT] = { "semver.Version", "struct", PN_TYPE_NIL },
	[PN_TYPE_ERROR] = { "*errors.errorString", "ptr", PN_TYPE_NIL },
	[PN_TYPE_CHART_MD] = { "struct { chart.Metadata; IsRoot bool }", "struct", PN_TYPE_NIL },
	[PN_TYPE_MAINTAINER] = { "*chart.Maintainer", "ptr", PN_TYPE_NIL },
	[PN_TYPE_DEPENDENCY] = { "*chart.Dependency", "ptr", PN_TYPE_NIL },
	[PN_TYPE_HOST] = { "unsafe.Pointer", "unsafe.Pointer", PN_TYPE_NIL },
	[PN_TYPE_NUMBER] = { "json.Number", "string", PN_TYPE_NIL },
};

_Static_assert(sizeof infos / sizeof *infos == PN_TYPE_COUNT, "every type has a row");

const pn_type_info *pn_type_get(pn_type type)
{
	return &infos[type < PN_TYPE_COUNT ? type : PN_TYPE_NIL];
}
