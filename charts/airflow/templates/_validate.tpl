{{/* Settings that the schema cannot judge alone, refused with a word on what to do. */}}
{{- define "airflow.validate" -}}
{{- $values := .Values }}
{{- if not (semverCompare ">=3.0.0-0" .Values.airflowVersion) }}
{{- fail (printf "airflowVersion: this chart deploys Airflow 3.0 or later, not %s" .Values.airflowVersion) }}
{{- end }}
{{- range list "fernetKey fernetKeySecretName" "apiSecretKey apiSecretKeySecretName" "jwtSecret jwtSecretName" }}
{{- $pair := splitList " " . }}
{{- if and (get $values (first $pair)) (get $values (last $pair)) }}
{{- fail (printf "%s and %s: give one of them, not both" (first $pair) (last $pair)) }}
{{- end }}
{{- end }}
{{- with .Values.dags.gitSync }}
{{- if .enabled }}
{{- if not .repo }}
{{- fail "dags.gitSync.repo: the repository of the DAGs is missing" }}
{{- end }}
{{- if and .sshKeySecret .credentialsSecret }}
{{- fail "dags.gitSync: give sshKeySecret (SSH) or credentialsSecret (HTTPS), not both" }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.logs }}
{{- if .nfs.server }}
{{- if not .nfs.path }}
{{- fail "logs.nfs.path: the exported folder is missing" }}
{{- end }}
{{- if .persistence.existingClaim }}
{{- fail "logs: give nfs.server or persistence.existingClaim, not both" }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
