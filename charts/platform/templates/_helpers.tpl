{{/* Labels of every object; takes (list $ component). */}}
{{- define "platform.labels" -}}
{{- $root := index . 0 }}
{{- with $root -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: {{ index $ 1 }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: mlops-platform
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end }}

{{/* The annotation that keeps an object when the release goes; takes $. */}}
{{- define "platform.keep" -}}
{{- if .Values.keep -}}
helm.sh/resource-policy: keep
{{- end }}
{{- end }}
