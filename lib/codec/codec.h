/*
 * codec: YAML, JSON and TOML to values and back, with the bytes and the error texts of the Go
 * libraries that Helm uses. libyaml is included here and nowhere else.
 * Lifetime rule: what is read lives in cx's arena and may keep slices of the text, which must live
 * as long.
 */
#ifndef PN_CODEC_CODEC_H
#define PN_CODEC_CODEC_H

#include "codec/json.h"
#include "codec/json_out.h"
#include "codec/shape.h"
#include "codec/toml.h"
#include "codec/yaml.h"
#include "codec/yaml_outline.h"

#endif
