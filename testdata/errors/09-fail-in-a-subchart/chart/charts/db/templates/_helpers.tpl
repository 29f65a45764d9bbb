{{- define "db.engine" -}}
{{- if not (has .Values.engine (list "mysql" "postgres")) }}
{{- fail (printf "engine %q is not supported" .Values.engine) }}
{{- end }}
{{- .Values.engine }}
{{- end }}
