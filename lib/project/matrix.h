/* Matrices: a release for each chart in each environment. */
#ifndef PN_PROJECT_MATRIX_H
#define PN_PROJECT_MATRIX_H

#include "project/project.h"

/* Adds the releases of one matrix, environment by environment. */
bool pn_matrix_read(pn_project_reader *r, const pn_value *defaults, const pn_value *matrix);

#endif
