{{/*
Names, labels and images. A helper that needs to know a component takes (list $ "scheduler").
*/}}

{{/* Name of the chart in labels. */}}
{{- define "airflow.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Beginning of every name: the release's. 40 characters leave room for what follows. */}}
{{- define "airflow.fullname" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* What selectors use: labels that never change during the life of a release. */}}
{{- define "airflow.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "airflow.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Labels of a pod: without helm.sh/chart, so that a new chart alone restarts nothing. */}}
{{- define "airflow.podLabels" -}}
{{- $root := index . 0 -}}
{{ include "airflow.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Values.airflowVersion | quote }}
app.kubernetes.io/part-of: mlops-platform
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{- with $root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of every object. */}}
{{- define "airflow.labels" -}}
{{- $chart := (index . 0).Chart -}}
helm.sh/chart: {{ printf "%s-%s" $chart.Name $chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "airflow.podLabels" . }}
{{- end }}

{{/* Name, namespace and labels of an object; takes (list $ component name-suffix). */}}
{{- define "airflow.metadata" -}}
{{- $root := index . 0 -}}
name: {{ include "airflow.fullname" $root }}-{{ index . 2 }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "airflow.labels" . | nindent 2 }}
{{- end }}

{{/* Name of a ServiceAccount; takes (list $ component values). */}}
{{- define "airflow.serviceAccountName" -}}
{{- $account := (index . 2).serviceAccount }}
{{- if $account.name }}
{{- $account.name }}
{{- else if $account.create }}
{{- printf "%s-%s" (include "airflow.fullname" (index . 0)) (index . 1) }}
{{- else -}}
default
{{- end }}
{{- end }}

{{/* The image of Airflow. */}}
{{- define "airflow.image" -}}
{{- $image := .Values.images.airflow }}
{{- $repository := $image.repository | default .Values.defaultAirflowRepository }}
{{- if $image.digest }}
{{- printf "%s@%s" $repository $image.digest }}
{{- else }}
{{- printf "%s:%s" $repository ($image.tag | default .Values.defaultAirflowTag | toString) }}
{{- end }}
{{- end }}

{{/* The image of the KubernetesExecutor's pods: that of Airflow with what images.pod_template gives. */}}
{{- define "airflow.taskImage" -}}
{{- $task := .Values.images.pod_template }}
{{- if or $task.repository $task.tag }}
{{- $airflow := .Values.images.airflow }}
{{- $repository := coalesce $task.repository $airflow.repository .Values.defaultAirflowRepository }}
{{- printf "%s:%s" $repository (coalesce $task.tag $airflow.tag .Values.defaultAirflowTag | toString) }}
{{- else }}
{{- include "airflow.image" . }}
{{- end }}
{{- end }}

{{/* The values of the api-server, with those of its older name over them. */}}
{{- define "airflow.apiServer" -}}
{{- mergeOverwrite (deepCopy .Values.apiServer) (omit .Values.webserver "defaultUser") | toYaml }}
{{- end }}

{{/* The user that createUserJob makes. */}}
{{- define "airflow.defaultUser" -}}
{{- mergeOverwrite (deepCopy .Values.createUserJob.defaultUser) (.Values.webserver.defaultUser | default dict) | toYaml }}
{{- end }}

{{/* A claim's storageClassName line: "" leaves it to the cluster, "-" asks for none. */}}
{{- define "airflow.storageClass" -}}
{{- if eq . "-" -}}
storageClassName: ""
{{- else if . -}}
storageClassName: {{ . }}
{{- end }}
{{- end }}

{{/* A list that the values give as a list or as a text with templates; takes (list $ value). */}}
{{- define "airflow.templated" -}}
{{- $value := index . 1 }}
{{- tpl (kindIs "string" $value | ternary $value (toYaml $value)) (index . 0) | trim }}
{{- end }}

{{/* Whether tasks run in pods of their own account: "true" or "". */}}
{{- define "airflow.hasWorkers" -}}
{{- if or (contains "CeleryExecutor" .Values.executor) (contains "KubernetesExecutor" .Values.executor) -}}
true
{{- end }}
{{- end }}

{{/* A RoleBinding; takes (list $ name accounts), accounts by component. */}}
{{- define "airflow.roleBinding" -}}
{{- $root := index . 0 -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "airflow.metadata" (list $root "rbac" (index . 1)) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "airflow.fullname" $root }}-{{ index . 1 }}
subjects:
  {{- range $component, $values := index . 2 }}
  - kind: ServiceAccount
    name: {{ include "airflow.serviceAccountName" (list $root $component $values) }}
    namespace: {{ $root.Release.Namespace }}
  {{- end }}
{{- end }}

{{/* Namespace, labels and annotations of an object that the values bring; takes (list $ values). */}}
{{- define "airflow.extraMetadata" -}}
{{- $root := index . 0 }}
{{- $values := index . 1 -}}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "airflow.labels" (list $root "config") | nindent 2 }}
  {{- with $values.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $values.annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
