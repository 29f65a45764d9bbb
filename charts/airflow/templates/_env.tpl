{{/*
The environment of the Airflow containers.
*/}}

{{/* The connection to the database: a Secret with the whole of it, or its parts. */}}
{{- define "airflow.databaseEnv" -}}
{{- $fullname := include "airflow.fullname" . }}
{{- $name := "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN" }}
{{- with .Values.data.metadataConnection }}
{{- if $.Values.data.metadataSecretName }}
{{- include "airflow.secretEnv" (list $name $.Values.data.metadataSecretName "connection") }}
{{- else if and .host .pass }}
{{- include "airflow.secretEnv" (list $name (printf "%s-metadata" $fullname) "connection") }}
{{- else if .host }}
{{- $secret := required "data.metadataConnection: the host needs credentialsSecretName (keys username, password), or user and pass" .credentialsSecretName }}
{{- include "airflow.secretEnv" (list "AIRFLOW_DB_USER" $secret "username") }}
{{ include "airflow.secretEnv" (list "AIRFLOW_DB_PASSWORD" $secret "password") }}
- name: {{ $name }}
  value: {{ printf "%s://$(AIRFLOW_DB_USER):$(AIRFLOW_DB_PASSWORD)@%s:%v/%s?sslmode=%s" .protocol .host .port .db .sslmode | quote }}
{{- else if $.Values.postgresql.enabled }}
{{- $auth := $.Values.postgresql.auth }}
{{- include "airflow.secretEnv" (list "AIRFLOW_DB_PASSWORD" (include "airflow.keySecret" (list $ "postgresql")) "password") }}
- name: {{ $name }}
  value: {{ printf "postgresql://%s:$(AIRFLOW_DB_PASSWORD)@%s-postgresql:5432/%s?sslmode=disable" $auth.username $fullname $auth.database | quote }}
{{- else }}
{{- fail "no database: give data.metadataSecretName or data.metadataConnection.host, or set postgresql.enabled to true" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Celery's broker and result backend. */}}
{{- define "airflow.celeryEnv" -}}
{{- $name := "AIRFLOW__CELERY__BROKER_URL" }}
{{- if .Values.data.brokerUrlSecretName }}
{{- include "airflow.secretEnv" (list $name .Values.data.brokerUrlSecretName "connection") }}
{{- else if .Values.data.brokerUrl }}
{{- include "airflow.secretEnv" (list $name (printf "%s-broker-url" (include "airflow.fullname" .)) "connection") }}
{{- else if .Values.redis.enabled }}
{{- include "airflow.secretEnv" (list "REDIS_PASSWORD" (include "airflow.keySecret" (list . "redis-password")) "password") }}
- name: {{ $name }}
  value: {{ printf "redis://:$(REDIS_PASSWORD)@%s-redis:%v/0" (include "airflow.fullname" .) .Values.ports.redisDB }}
{{- else }}
{{- fail "the CeleryExecutor needs a broker: give data.brokerUrlSecretName, or set redis.enabled to true" }}
{{- end }}
{{- with .Values.data.resultBackendSecretName }}
{{ include "airflow.secretEnv" (list "AIRFLOW__CELERY__RESULT_BACKEND" . "connection") }}
{{- end }}
{{- end }}

{{/* What every Airflow container needs. */}}
{{- define "airflow.builtinEnv" -}}
- name: AIRFLOW_HOME
  value: {{ .Values.airflowHome }}
{{ include "airflow.secretEnv" (list "AIRFLOW__CORE__FERNET_KEY" (include "airflow.keySecret" (list . "fernet-key")) "fernet-key") }}
{{ include "airflow.secretEnv" (list "AIRFLOW__API__SECRET_KEY" (include "airflow.keySecret" (list . "api-secret-key")) "api-secret-key") }}
{{ include "airflow.secretEnv" (list "AIRFLOW__API_AUTH__JWT_SECRET" (include "airflow.keySecret" (list . "jwt-secret")) "jwt-secret") }}
{{ include "airflow.databaseEnv" . }}
{{- if contains "CeleryExecutor" .Values.executor }}
{{ include "airflow.celeryEnv" . }}
{{- end }}
{{- end }}

{{/* Names of the entries of config that are variables, as a JSON array. */}}
{{- define "airflow.configVariables" -}}
{{- $names := list }}
{{- range $name, $setting := .Values.config }}
{{- if regexMatch "^AIRFLOW__.+__.+$" $name }}
{{- $names = append $names $name }}
{{- else if not (kindIs "map" $setting) }}
{{- fail (printf "config.%s: a section of airflow.cfg is a map of settings; a variable is called AIRFLOW__SECTION__KEY" $name) }}
{{- end }}
{{- end }}
{{- toJson $names }}
{{- end }}

{{/* What the values add for all containers: config, env, secret, extraEnv. */}}
{{- define "airflow.customEnv" -}}
{{- $entries := list }}
{{- range include "airflow.configVariables" . | fromJsonArray }}
{{- $setting := get $.Values.config . }}
{{- $entry := kindIs "map" $setting | ternary $setting (dict "value" $setting) }}
{{- if kindIs "string" $entry.value }}
{{- $entry = merge (dict "value" (tpl $entry.value $)) $entry }}
{{- end }}
{{- $entries = append $entries (merge (dict "name" .) $entry) }}
{{- end }}
{{- $entries = concat $entries .Values.env }}
{{- range .Values.secret }}
{{- $ref := dict "name" .secretName "key" (.secretKey | default "value") }}
{{- $entries = append $entries (dict "name" .envName "valueFrom" (dict "secretKeyRef" $ref)) }}
{{- end }}
{{- with .Values.extraEnv }}
{{- $entries = concat $entries (include "airflow.templated" (list $ .) | fromYamlArray) }}
{{- end }}
{{- toYaml $entries }}
{{- end }}

{{/*
The whole env list of a container; takes (list $ values custom), where custom is false for Jobs
that do without the custom entries. Of several entries with one name the last stays: a list with
doubles cannot be applied server-side.
*/}}
{{- define "airflow.env" -}}
{{- $root := index . 0 }}
{{- $entries := include "airflow.builtinEnv" $root | fromYamlArray }}
{{- if index . 2 }}
{{- $entries = concat $entries (include "airflow.customEnv" $root | fromYamlArray) }}
{{- end }}
{{- $entries = concat $entries (index . 1).env }}
{{- $last := dict }}
{{- range $i, $entry := $entries }}
{{- $_ := set $last $entry.name $i }}
{{- end }}
{{- $kept := list }}
{{- range $i, $entry := $entries }}
{{- if eq (get $last $entry.name) $i }}
{{- if hasKey $entry "value" }}
{{- $text := kindIs "string" $entry.value | ternary $entry.value (toJson $entry.value) }}
{{- $entry = merge (dict "value" $text) $entry }}
{{- end }}
{{- $kept = append $kept $entry }}
{{- end }}
{{- end }}
{{- toYaml $kept }}
{{- end }}
