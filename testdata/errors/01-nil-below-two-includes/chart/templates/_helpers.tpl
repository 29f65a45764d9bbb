{{- define "shop.tls" -}}
secretName: {{ .Values.ingress.tls.secretName }}
{{- end }}

{{- define "shop.rules" -}}
host: {{ .Values.ingress.host }}
tls: {{ include "shop.tls" . | nindent 2 }}
{{- end }}
