{{/*
git-sync (version 4) as init container and as sidecar.
*/}}

{{/*
Whether git-sync runs in the pods of a component: "true" or ""; takes (list $ component).
With a common claim the dag-processor alone keeps it up to date.
*/}}
{{- define "airflow.syncs" -}}
{{- $dags := (index . 0).Values.dags }}
{{- if and $dags.gitSync.enabled (or (not $dags.persistence.enabled) (eq (index . 1) "dag-processor")) -}}
true
{{- end }}
{{- end }}

{{/* What is checked out: rev is git-sync 3's word and counts only when it says something. */}}
{{- define "airflow.gitRef" -}}
{{- if .ref }}
{{- .ref }}
{{- else if and .rev (ne .rev "HEAD") }}
{{- .rev }}
{{- else }}
{{- .branch }}
{{- end }}
{{- end }}

{{/* The container; takes (list $ once), once being true for the init container. */}}
{{- define "airflow.gitSync" -}}
{{- $root := index . 0 }}
{{- $once := index . 1 }}
{{- with $root.Values.dags.gitSync -}}
- name: {{ .containerName }}{{ if $once }}-init{{ end }}
  {{- with $root.Values.images.gitSync }}
  image: {{ printf "%s:%s" .repository .tag | quote }}
  imagePullPolicy: {{ .pullPolicy }}
  {{- end }}
  securityContext:
    {{- merge (dict "runAsUser" .uid) $root.Values.securityContexts.containers | toYaml | nindent 4 }}
  env:
    - name: GITSYNC_REPO
      value: {{ .repo | quote }}
    - name: GITSYNC_REF
      value: {{ include "airflow.gitRef" . | quote }}
    - name: GITSYNC_DEPTH
      value: {{ .depth | toString | quote }}
    - name: GITSYNC_ROOT
      value: /git
    - name: GITSYNC_LINK
      value: repo
    - name: GITSYNC_ADD_USER
      value: "true"
    - name: GITSYNC_MAX_FAILURES
      value: {{ .maxFailures | toString | quote }}
    {{- if $once }}
    - name: GITSYNC_ONE_TIME
      value: "true"
    {{- else }}
    - name: GITSYNC_PERIOD
      value: {{ kindIs "invalid" .wait | ternary .period (printf "%vs" .wait) | quote }}
    - name: GITSYNC_HTTP_BIND
      value: {{ printf ":%v" .httpPort | quote }}
    {{- end }}
    {{- if .sshKeySecret }}
    - name: GITSYNC_SSH_KEY_FILE
      value: /etc/git-secret/ssh
    - name: GITSYNC_SSH_KNOWN_HOSTS
      value: {{ .knownHosts | empty | not | quote }}
    {{- if .knownHosts }}
    - name: GITSYNC_SSH_KNOWN_HOSTS_FILE
      value: /etc/git-secret/known_hosts
    {{- end }}
    {{- else if .credentialsSecret }}
    {{- range list "GITSYNC_USERNAME" "GITSYNC_PASSWORD" }}
    {{- include "airflow.secretEnv" (list . $root.Values.dags.gitSync.credentialsSecret .) | nindent 4 }}
    {{- end }}
    {{- end }}
    {{- with .env }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- if not $once }}
  livenessProbe:
    httpGet:
      path: /
      port: {{ .httpPort }}
    periodSeconds: 30
    failureThreshold: 10
  {{- end }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  volumeMounts:
    - name: dags
      mountPath: /git
      {{- with $root.Values.dags.persistence }}
      {{- if and .enabled .subPath }}
      subPath: {{ .subPath }}
      {{- end }}
      {{- end }}
    {{- if .sshKeySecret }}
    - name: git-ssh-key
      mountPath: /etc/git-secret/ssh
      subPath: gitSshKey
      readOnly: true
    {{- if .knownHosts }}
    - name: config
      mountPath: /etc/git-secret/known_hosts
      subPath: known_hosts
      readOnly: true
    {{- end }}
    {{- end }}
    {{- with .extraVolumeMounts }}
    {{- tpl (toYaml .) $root | nindent 4 }}
    {{- end }}
{{- end }}
{{- end }}
