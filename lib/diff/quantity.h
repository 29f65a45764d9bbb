/* Quantities as Kubernetes writes them: "500m", "1Gi", "2e3" (k8s.io/apimachinery, resource). */
#ifndef PN_DIFF_QUANTITY_H
#define PN_DIFF_QUANTITY_H

#include "base/base.h"

/* Orders two quantities: *order is negative, 0 or positive. False when one of them is none. */
bool pn_quantity_compare(pn_str a, pn_str b, int *order);

#endif
