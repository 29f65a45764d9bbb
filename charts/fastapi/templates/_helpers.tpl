{{/* Name of the chart, unless the values give another. */}}
{{- define "fastapi.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of the objects: the release's, with the chart's unless it is part of it. */}}
{{- define "fastapi.fullname" -}}
{{- $name := include "fastapi.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selectors use: labels that never change during the life of a release. */}}
{{- define "fastapi.selectorLabels" -}}
app.kubernetes.io/name: {{ include "fastapi.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end }}

{{/* Labels of a pod: without helm.sh/chart, so that a new chart alone restarts nothing. */}}
{{- define "fastapi.podLabels" -}}
{{ include "fastapi.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: mlops-platform
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of every object. */}}
{{- define "fastapi.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "fastapi.podLabels" . }}
{{- end }}

{{- define "fastapi.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "fastapi.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "fastapi.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion | toString) }}
{{- end }}
{{- end }}
{{- end }}

{{/* The env map as a list; text goes through tpl, numbers and booleans become text. */}}
{{- define "fastapi.env" -}}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
{{- if kindIs "map" $value }}
  {{- tpl (toYaml $value) $ | nindent 2 }}
{{- else if kindIs "string" $value }}
  value: {{ tpl $value $ | quote }}
{{- else }}
  value: {{ toJson $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* A claim's storageClassName line: "" leaves it to the cluster, "-" asks for none. */}}
{{- define "fastapi.storageClass" -}}
{{- if eq . "-" }}
storageClassName: ""
{{- else if . }}
storageClassName: {{ . }}
{{- end }}
{{- end }}

{{/* Pods of the release rather on different nodes, unless the values say otherwise. */}}
{{- define "fastapi.affinity" -}}
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
            {{- include "fastapi.selectorLabels" . | nindent 12 }}
{{- end }}
{{- end }}

{{/* Spread constraints, each with the release's selector unless it has one. */}}
{{- define "fastapi.topologySpread" -}}
{{- $selector := dict "labelSelector" (dict "matchLabels" (include "fastapi.selectorLabels" . | fromYaml)) }}
{{- range .Values.topologySpreadConstraints }}
{{- $default := hasKey . "labelSelector" | ternary dict $selector }}
- {{ merge (deepCopy .) $default | toYaml | nindent 2 | trim }}
{{- end }}
{{- end }}
