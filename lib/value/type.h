/* Go's names for the types that templates can meet. */
#ifndef PN_VALUE_TYPE_H
#define PN_VALUE_TYPE_H

#include "base/str.h"

typedef enum pn_type {
	PN_TYPE_NIL = 0,
	PN_TYPE_BOOL,
	PN_TYPE_INT,
	PN_TYPE_INT8,
	PN_TYPE_INT16,
	PN_TYPE_INT32,
	PN_TYPE_INT64,
	PN_TYPE_UINT,
	PN_TYPE_UINT8,
	PN_TYPE_UINT16,
	PN_TYPE_UINT32,
	PN_TYPE_UINT64,
	PN_TYPE_FLOAT32,
	PN_TYPE_FLOAT64,
	PN_TYPE_COMPLEX128,
	PN_TYPE_STRING,
	/* slices */
	PN_TYPE_LIST,	       /* []interface {} */
	PN_TYPE_STRINGS,       /* []string */
	PN_TYPE_INTS,	       /* []int */
	PN_TYPE_LISTS,	       /* [][]interface {} */
	PN_TYPE_MAPS,	       /* []map[string]interface {} */
	PN_TYPE_BYTES,	       /* []uint8 */
	PN_TYPE_VERSION_SET,   /* common.VersionSet, elements string */
	PN_TYPE_VERSION_SET_3, /* Helm 3: chartutil.VersionSet */
	PN_TYPE_MAINTAINERS,   /* Helm 3: []*chart.Maintainer */
	PN_TYPE_DEPENDENCIES,  /* Helm 3: []*chart.Dependency */
	PN_TYPE_ZONES,	       /* []time.zone */
	PN_TYPE_ZONE_CHANGES,  /* []time.zoneTrans */
	/* maps with string keys */
	PN_TYPE_MAP,	    /* map[string]interface {} */
	PN_TYPE_STRING_MAP, /* map[string]string */
	PN_TYPE_VALUES,	    /* common.Values */
	PN_TYPE_VALUES_3,   /* Helm 3: chartutil.Values */
	PN_TYPE_FILES,	    /* engine.files, elements []uint8 */
	/* named numbers */
	PN_TYPE_DURATION, /* time.Duration */
	PN_TYPE_MONTH,	  /* time.Month */
	PN_TYPE_WEEKDAY,  /* time.Weekday */
	/* structs and pointers: PN_OBJECT */
	PN_TYPE_TIME,		/* time.Time */
	PN_TYPE_LOCATION,	/* *time.Location */
	PN_TYPE_ZONE,		/* time.zone */
	PN_TYPE_ZONE_POINTER,	/* *time.zone */
	PN_TYPE_ZONE_CHANGE,	/* time.zoneTrans */
	PN_TYPE_CAPABILITIES,	/* *common.Capabilities */
	PN_TYPE_KUBE_VERSION,	/* common.KubeVersion */
	PN_TYPE_CAPABILITIES_3, /* Helm 3: *chartutil.Capabilities */
	PN_TYPE_KUBE_VERSION_3, /* Helm 3: chartutil.KubeVersion */
	PN_TYPE_BUILD_INFO,	/* version.BuildInfo */
	PN_TYPE_CERTIFICATE,	/* sprig.certificate */
	PN_TYPE_SEMVER,		/* *semver.Version */
	PN_TYPE_SEMVER_STRUCT,	/* semver.Version, what IncMajor() and its like return */
	PN_TYPE_ERROR,		/* an error held as a value */
	PN_TYPE_CHART_MD,	/* Helm 3: struct { chart.Metadata; IsRoot bool } */
	PN_TYPE_METADATA,	/* Helm 3: chart.Metadata */
	PN_TYPE_MAINTAINER,	/* Helm 3: *chart.Maintainer */
	PN_TYPE_DEPENDENCY,	/* Helm 3: *chart.Dependency */
	PN_TYPE_HOST,		/* what a host function returned as opaque */
	PN_TYPE_WRITER,		/* io.Writer: a parameter that no value fits */
	PN_TYPE_NUMBER,		/* json.Number: a number's text, kept as PN_STRING */
	PN_TYPE_COUNT
} pn_type;

typedef struct pn_type_info {
	const char *name; /* Go's %T */
	const char *kind; /* Go's reflect.Kind */
	uint8_t element;  /* pn_type of elements; PN_TYPE_NIL means interface {} */
	uint8_t unnamed; /* the type without a name that it can be assigned to; PN_TYPE_NIL: none */
	uint8_t same_as; /* the type that another Helm has in its place, methods and all */
} pn_type_info;

extern const pn_type_info pn_type_infos[PN_TYPE_COUNT];

/* What Go calls a type. */
static inline const pn_type_info *pn_type_get(pn_type type)
{
	return &pn_type_infos[type < PN_TYPE_COUNT ? type : PN_TYPE_NIL];
}

#endif
