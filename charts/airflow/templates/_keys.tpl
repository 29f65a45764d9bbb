{{/*
Keys and passwords. "airflow.keys" is the one table of them: what Secret each is in, whether
the values give its name or the value itself, and how a missing one is made.
*/}}

{{- define "airflow.keys" -}}
{{- $keys := list
  (dict "id" "fernet-key" "key" "fernet-key" "kind" "fernet"
        "given" .Values.fernetKeySecretName "value" .Values.fernetKey)
  (dict "id" "api-secret-key" "key" "api-secret-key" "kind" "token"
        "given" .Values.apiSecretKeySecretName "value" .Values.apiSecretKey)
  (dict "id" "jwt-secret" "key" "jwt-secret" "kind" "token"
        "given" .Values.jwtSecretName "value" .Values.jwtSecret) }}
{{- if .Values.createUserJob.enabled }}
{{- $user := include "airflow.defaultUser" . | fromYaml }}
{{- $keys = append $keys (dict "id" "admin-user" "key" "password" "kind" "token"
      "given" .Values.createUserJob.passwordSecretName "value" $user.password) }}
{{- end }}
{{- if .Values.postgresql.enabled }}
{{- $keys = append $keys (dict "id" "postgresql" "key" "password" "kind" "token"
      "given" .Values.postgresql.auth.existingSecret "value" .Values.postgresql.auth.password) }}
{{- end }}
{{- if include "airflow.ownRedis" . }}
{{- $keys = append $keys (dict "id" "redis-password" "key" "password" "kind" "token"
      "given" .Values.redis.passwordSecretName "value" .Values.redis.password) }}
{{- end }}
{{- $fullname := include "airflow.fullname" . }}
{{- range $keys }}
{{- $_ := set . "secret" (.given | default (printf "%s-%s" $fullname .id)) }}
{{- end }}
{{- toJson $keys }}
{{- end }}

{{/* Name of the Secret of a key; takes (list $ id). */}}
{{- define "airflow.keySecret" -}}
{{- $id := index . 1 }}
{{- range include "airflow.keys" (index . 0) | fromJsonArray }}
{{- if eq .id $id }}
{{- .secret }}
{{- end }}
{{- end }}
{{- end }}

{{/* The keys that nobody gives, as the Job takes them: [{name, key, kind}]; "" for none. */}}
{{- define "airflow.missingKeys" -}}
{{- $missing := list }}
{{- range include "airflow.keys" . | fromJsonArray }}
{{- if not (or .given .value) }}
{{- $missing = append $missing (dict "name" .secret "key" .key "kind" .kind) }}
{{- end }}
{{- end }}
{{- with $missing }}
{{- toJson . }}
{{- end }}
{{- end }}

{{/* Whether the chart's own redis is the broker: "true" or "". */}}
{{- define "airflow.ownRedis" -}}
{{- if contains "CeleryExecutor" .Values.executor }}
{{- if and .Values.redis.enabled (not .Values.data.brokerUrlSecretName) (not .Values.data.brokerUrl) -}}
true
{{- end }}
{{- end }}
{{- end }}

{{/* One entry of an env list from a Secret; takes (list name secret key). */}}
{{- define "airflow.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}
