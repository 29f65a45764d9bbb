{{/*
What the chart's own PostgreSQL and redis have in common.
*/}}

{{/* The first half of the pod's spec; takes (list $ values). */}}
{{- define "airflow.dataPod" -}}
{{- $root := index . 0 }}
{{- with index . 1 -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $root.Values.registry.secretName }}
imagePullSecrets:
  - name: {{ . }}
{{- end }}
securityContext:
  {{- mergeOverwrite (deepCopy $root.Values.securityContexts.pod) (dict "runAsUser" .uid "runAsGroup" .uid "fsGroup" .uid) | toYaml | nindent 2 }}
{{- with .terminationGracePeriodSeconds }}
terminationGracePeriodSeconds: {{ . }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" }}
{{- with get (index $ 1) $key | default (get $root.Values $key) }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Image, security and resources of the container; takes (list $ image values). */}}
{{- define "airflow.dataContainer" -}}
image: {{ printf "%s:%s" (index . 1).repository (index . 1).tag | quote }}
imagePullPolicy: {{ (index . 1).pullPolicy }}
securityContext:
  {{- toYaml (index . 0).Values.securityContexts.containers | nindent 2 }}
resources:
  {{- toYaml (index . 2).resources | nindent 2 }}
{{- end }}

{{/* The claim template; takes (list size storage-class). */}}
{{- define "airflow.dataClaim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with include "airflow.storageClass" (index . 1) }}
    {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ index . 0 }}
{{- end }}
