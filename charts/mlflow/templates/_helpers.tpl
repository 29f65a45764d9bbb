{{/* Name of the chart, unless the values give another. */}}
{{- define "mlflow.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of the objects: the release's, with the chart's unless it is part of it. */}}
{{- define "mlflow.fullname" -}}
{{- $name := include "mlflow.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selectors use: labels that never change during the life of a release. */}}
{{- define "mlflow.selectorLabels" -}}
app.kubernetes.io/name: {{ include "mlflow.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end }}

{{/* Labels of a pod: without helm.sh/chart, so that a new chart alone restarts nothing. */}}
{{- define "mlflow.podLabels" -}}
{{ include "mlflow.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: mlops-platform
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of every object. */}}
{{- define "mlflow.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "mlflow.podLabels" . }}
{{- end }}

{{- define "mlflow.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "mlflow.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "mlflow.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion | toString) }}
{{- end }}
{{- end }}
{{- end }}

{{/* Pods of the release rather on different nodes, unless the values say otherwise. */}}
{{- define "mlflow.affinity" -}}
{{- if .Values.affinity }}
{{- toYaml .Values.affinity }}
{{- else -}}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "mlflow.selectorLabels" . | nindent 12 }}
{{- end }}
{{- end }}

{{/* Spread constraints, each with the release's selector unless it has one. */}}
{{- define "mlflow.topologySpread" -}}
{{- $selector := dict "labelSelector" (dict "matchLabels" (include "mlflow.selectorLabels" . | fromYaml)) }}
{{- range .Values.topologySpreadConstraints }}
{{- $default := hasKey . "labelSelector" | ternary dict $selector }}
- {{ merge (deepCopy .) $default | toYaml | nindent 2 | trim }}
{{- end }}
{{- end }}

{{- define "mlflow.serviceName" -}}
{{- .Release.Name }}-service
{{- end }}

{{/* The database connection; Kubernetes puts the variables in. */}}
{{- define "mlflow.backendStore" -}}
postgresql://$(DB_USER):$(DB_PASSWORD)@$(DB_HOST):$(DB_PORT)/$(DB_NAME)
{{- end }}

{{/* The variables that the connection and the S3 client need. */}}
{{- define "mlflow.env" -}}
{{- range $name, $key := dict "DB_USER" "username" "DB_PASSWORD" "password" }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.dbConfig.secretName }}
      key: {{ $key }}
{{- end }}
{{- range $name, $key := dict "DB_HOST" "host" "DB_PORT" "port" "DB_NAME" "dbname" }}
- name: {{ $name }}
  valueFrom:
    configMapKeyRef:
      name: {{ $.Values.dbConfig.configMapName }}
      key: {{ $key }}
{{- end }}
- name: HOME
  value: /tmp
{{- with .Values.extraEnv }}
{{ tpl (toYaml .) $ }}
{{- end }}
{{- end }}
