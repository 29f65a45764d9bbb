{{/*
A Job: a Helm hook, or an object of the release. Takes the dict of "airflow.pod" with name, the
end of the Job's name, and weight, its place among the hooks.
*/}}
{{- define "airflow.job" -}}
{{- $root := .root }}
{{- $values := .values }}
{{- $hooks := dict }}
{{- if $values.useHelmHooks }}
{{- $hooks = dict "helm.sh/hook" "post-install,post-upgrade"
      "helm.sh/hook-weight" (toString .weight)
      "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded" }}
{{- end }}
{{- $pod := include "airflow.pod" (merge (dict "restartPolicy" "OnFailure") .) }}
{{- $name := .name }}
{{- if not $values.useHelmHooks }}
{{- $name = printf "%s-%s" .name (sha256sum $pod | trunc 8) }}
{{- end -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "airflow.metadata" (list $root .component $name) | nindent 2 }}
  {{- with merge $hooks $values.jobAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- if not (kindIs "invalid" $values.ttlSecondsAfterFinished) }}
  ttlSecondsAfterFinished: {{ $values.ttlSecondsAfterFinished }}
  {{- end }}
  backoffLimit: {{ $values.backoffLimit }}
  template:
    {{- $pod | nindent 4 }}
{{- end }}
