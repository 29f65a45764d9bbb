{{/*
Folders and the content of the ConfigMap.
*/}}

{{- define "airflow.dagsMountPath" -}}
{{- .Values.dags.mountPath | default (printf "%s/dags" .Values.airflowHome) }}
{{- end }}

{{/* Where Airflow looks for DAGs: git-sync links the checkout as "repo". */}}
{{- define "airflow.dagsFolder" -}}
{{- include "airflow.dagsMountPath" . }}
{{- with .Values.dags.gitSync }}
{{- if .enabled }}/repo{{ with .subPath }}/{{ trimAll "/" . }}{{ end }}{{ end }}
{{- end }}
{{- end }}

{{/* Path below which the api-server answers: that of api.base_url. */}}
{{- define "airflow.basePath" -}}
{{- with dig "api" "base_url" "" .Values.config }}
{{- (urlParse (tpl . $)).path | trimSuffix "/" }}
{{- end }}
{{- end }}

{{/* airflow.cfg: every section of config that is not a variable. */}}
{{- define "airflow.cfg" -}}
{{- $url := printf "http://%s-api-server:%v%s/execution/" (include "airflow.fullname" .) .Values.ports.apiServer (include "airflow.basePath" .) }}
{{- $sections := .Values.config }}
{{- range include "airflow.configVariables" . | fromJsonArray }}
{{- $sections = omit $sections . }}
{{- end }}
{{- $sections = merge (deepCopy $sections) (dict "core" (dict "execution_api_server_url" $url)) }}
{{- range $section, $settings := $sections }}
[{{ $section }}]
{{- range $key, $value := $settings }}
{{ $key }} = {{ tpl (kindIs "string" $value | ternary $value (toJson $value)) $ }}
{{- end }}
{{ end }}
{{- end }}

{{/* The data of the ConfigMap; its hash restarts the pods. */}}
{{- define "airflow.configData" -}}
airflow.cfg: |
  {{- include "airflow.cfg" . | trim | nindent 2 }}
{{- with .Values.airflowLocalSettings }}
airflow_local_settings.py: |
  {{- tpl . $ | nindent 2 }}
{{- end }}
{{- with (include "airflow.apiServer" . | fromYaml).apiServerConfig }}
webserver_config.py: |
  {{- tpl . $ | nindent 2 }}
{{- end }}
{{- if and .Values.dags.gitSync.enabled .Values.dags.gitSync.knownHosts }}
known_hosts: |
  {{- .Values.dags.gitSync.knownHosts | nindent 2 }}
{{- end }}
{{- if contains "KubernetesExecutor" .Values.executor }}
pod_template_file.yaml: |
  {{- include "airflow.podTemplateFile" . | nindent 2 }}
{{- end }}
{{- end }}
