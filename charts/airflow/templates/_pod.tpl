{{/*
The pods of Airflow's components. They differ in little, so one helper writes them all.

"airflow.pod" takes a dict:
  root           $
  component      the component's name: in labels, and of its ServiceAccount
  values         its values
  account        name of the ServiceAccount's component, where it is another
  container      name of the main container, where it is another than the component's
  image          its image, where it is another than Airflow's
  args           its arguments, where they are not in the values
  env            entries of its env list before those of the values
  ports          its ports, as YAML
  probes         its probes, as YAML
  dags           whether it reads DAGs
  files          [{key, path}] of the ConfigMap to mount beside airflow.cfg
  ownLogs        true when a volume claim template called logs gives each pod its own
  restartPolicy  Never or OnFailure for Jobs and tasks, which have no sidecars
*/}}
{{- define "airflow.pod" -}}
{{- $root := .root }}
{{- $values := .values }}
{{- $account := .account | default .component }}
{{- $runs := .restartPolicy | empty }}
{{- $syncs := and .dags (include "airflow.syncs" (list $root .component)) }}
{{- $custom := hasKey $values "applyCustomEnv" | ternary $values.applyCustomEnv true }}
{{- $mounts := include "airflow.mounts" . }}
{{- $containerContext := mergeOverwrite (deepCopy $root.Values.securityContexts.containers) $values.securityContexts.container | toYaml -}}
metadata:
  {{- if eq .component "task" }}
  name: placeholder-name
  {{- end }}
  labels:
    {{- include "airflow.podLabels" (list $root .component) | nindent 4 }}
    {{- with $values.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with include "airflow.podAnnotations" . | trim }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  {{- with .restartPolicy }}
  restartPolicy: {{ . }}
  {{- end }}
  serviceAccountName: {{ include "airflow.serviceAccountName" (list $root $account $values) }}
  automountServiceAccountToken: {{ $values.serviceAccount.automountServiceAccountToken }}
  enableServiceLinks: false
  {{- with $root.Values.registry.secretName }}
  imagePullSecrets:
    - name: {{ . }}
  {{- end }}
  securityContext:
    {{- $ids := dict "runAsUser" $root.Values.uid "fsGroup" $root.Values.gid }}
    {{- mergeOverwrite $ids (deepCopy $root.Values.securityContexts.pod) $values.securityContexts.pod | toYaml | nindent 4 }}
  {{- with $values.terminationGracePeriodSeconds }}
  terminationGracePeriodSeconds: {{ . }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.hostAliases }}
  hostAliases:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- $waits := and (ne .component "task") (dig "waitForMigrations" "enabled" false $values) }}
  {{- if or $syncs $waits $values.extraInitContainers }}
  initContainers:
    {{- if $syncs }}
    {{- include "airflow.gitSync" (list $root true) | nindent 4 }}
    {{- end }}
    {{- if $waits }}
    - name: wait-for-migrations
      image: {{ include "airflow.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.images.airflow.pullPolicy }}
      args:
        - airflow
        - db
        - check-migrations
        - --migration-wait-timeout={{ $values.waitForMigrations.timeout }}
      securityContext:
        {{- $containerContext | nindent 8 }}
      {{- with include "airflow.envFrom" $root }}
      {{- . | nindent 6 }}
      {{- end }}
      env:
        {{- include "airflow.env" (list $root $values.waitForMigrations $custom) | nindent 8 }}
      resources:
        {{- toYaml $values.waitForMigrations.resources | nindent 8 }}
      volumeMounts:
        {{- $mounts | nindent 8 }}
    {{- end }}
    {{- with $values.extraInitContainers }}
    {{- tpl (toYaml .) $root | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    - name: {{ .container | default .component }}
      image: {{ .image | default (include "airflow.image" $root) | quote }}
      imagePullPolicy: {{ ternary $root.Values.images.pod_template $root.Values.images.airflow (eq .component "task") | dig "pullPolicy" "IfNotPresent" }}
      {{- with $values.command }}
      command:
        {{- tpl (toYaml .) $root | nindent 8 }}
      {{- end }}
      {{- if ne .component "task" }}
      {{- with .args | default $values.args }}
      args:
        {{- tpl (toYaml .) $root | nindent 8 }}
      {{- end }}
      {{- end }}
      securityContext:
        {{- $containerContext | nindent 8 }}
      {{- with include "airflow.envFrom" $root }}
      {{- . | nindent 6 }}
      {{- end }}
      env:
        {{- $env := dict "env" (concat (.env | default list) $values.env) }}
        {{- include "airflow.env" (list $root $env $custom) | nindent 8 }}
      {{- with .ports }}
      ports:
        {{- . | nindent 8 }}
      {{- end }}
      {{- with .probes | default "" | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with $values.containerLifecycleHooks }}
      lifecycle:
        {{- tpl (toYaml .) $root | nindent 8 }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        {{- $mounts | nindent 8 }}
    {{- if $runs }}
    {{- if $syncs }}
    {{- include "airflow.gitSync" (list $root false) | nindent 4 }}
    {{- end }}
    {{- if dig "logGroomerSidecar" "enabled" false $values }}
    {{- include "airflow.logGroomer" (list $root $values $containerContext) | nindent 4 }}
    {{- end }}
    {{- end }}
    {{- with $values.extraContainers }}
    {{- tpl (toYaml .) $root | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "airflow.volumes" . | trim | nindent 4 }}
  {{- with $values.nodeSelector | default $root.Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations | default $root.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with include "airflow.affinity" . }}
  affinity:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with $values.topologySpreadConstraints | default $root.Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range . }}
    {{- $selector := dict "matchLabels" (include "airflow.selectorLabels" (list $root $.component) | fromYaml) }}
    - {{ merge (deepCopy .) (hasKey . "labelSelector" | ternary dict (dict "labelSelector" $selector)) | toYaml | nindent 6 | trim }}
    {{- end }}
  {{- end }}
{{- end }}

{{/*
Annotations of a pod: hashes of what it reads only at its start, then those of the values.
The pods of the KubernetesExecutor always start anew and need no hashes.
*/}}
{{- define "airflow.podAnnotations" -}}
{{- $root := .root }}
{{- $annotations := dict }}
{{- if hasKey .values "safeToEvict" }}
{{- $_ := set $annotations "cluster-autoscaler.kubernetes.io/safe-to-evict" (toString .values.safeToEvict) }}
{{- end }}
{{- if ne .component "task" }}
{{- $_ := set $annotations "checksum/config" (include "airflow.configData" $root | sha256sum) }}
{{- with $root.Values.extraConfigMaps }}
{{- $_ := set $annotations "checksum/extra-configmaps" (toJson . | sha256sum) }}
{{- end }}
{{- with $root.Values.extraSecrets }}
{{- $_ := set $annotations "checksum/extra-secrets" (toJson . | sha256sum) }}
{{- end }}
{{- end }}
{{- /* In a Job's values `annotations` are the pod's and jobAnnotations the Job's. */}}
{{- $own := .values.podAnnotations | default dict }}
{{- if hasKey .values "jobAnnotations" }}
{{- $own = .values.annotations }}
{{- end }}
{{- with mergeOverwrite $annotations $root.Values.airflowPodAnnotations $own }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/* The envFrom of an Airflow container, if there is one. */}}
{{- define "airflow.envFrom" -}}
{{- with .Values.extraEnvFrom -}}
envFrom:
  {{- include "airflow.templated" (list $ .) | nindent 2 }}
{{- end }}
{{- end }}

{{/* What the containers of a pod mount; takes the dict of "airflow.pod". */}}
{{- define "airflow.mounts" -}}
{{- $root := .root }}
{{- $home := $root.Values.airflowHome -}}
- name: config
  mountPath: {{ $home }}/airflow.cfg
  subPath: airflow.cfg
  readOnly: true
{{- if $root.Values.airflowLocalSettings }}
- name: config
  mountPath: {{ $home }}/config/airflow_local_settings.py
  subPath: airflow_local_settings.py
  readOnly: true
{{- end }}
{{- range .files }}
- name: config
  mountPath: {{ $home }}/{{ .path }}
  subPath: {{ .key }}
  readOnly: true
{{- end }}
- name: logs
  mountPath: {{ $home }}/logs
{{- if and .dags (or $root.Values.dags.gitSync.enabled $root.Values.dags.persistence.enabled) }}
- name: dags
  mountPath: {{ include "airflow.dagsMountPath" $root }}
  {{- with $root.Values.dags.persistence }}
  {{- if and .enabled .subPath }}
  subPath: {{ .subPath }}
  {{- end }}
  {{- end }}
  readOnly: true
{{- end }}
{{- with $root.Values.volumeMounts }}
{{ tpl (toYaml .) $root }}
{{- end }}
{{- with .values.extraVolumeMounts }}
{{ tpl (toYaml .) $root }}
{{- end }}
{{- end }}

{{/* The volumes of a pod; takes the dict of "airflow.pod". */}}
{{- define "airflow.volumes" -}}
{{- $root := .root }}
{{- $dags := $root.Values.dags -}}
- name: config
  configMap:
    name: {{ include "airflow.fullname" $root }}-config
{{- if .ownLogs }}
{{- else if include "airflow.logsClaim" $root }}
- name: logs
  persistentVolumeClaim:
    claimName: {{ include "airflow.logsClaim" $root }}
{{- else }}
- name: logs
  emptyDir: {}
{{- end }}
{{- if .dags }}
{{- if $dags.persistence.enabled }}
- name: dags
  persistentVolumeClaim:
    claimName: {{ $dags.persistence.existingClaim | default (printf "%s-dags" (include "airflow.fullname" $root)) }}
{{- else if $dags.gitSync.enabled }}
- name: dags
  emptyDir: {}
{{- end }}
{{- if and (include "airflow.syncs" (list $root .component)) $dags.gitSync.sshKeySecret }}
- name: git-ssh-key
  secret:
    secretName: {{ $dags.gitSync.sshKeySecret }}
    # 0440: readable by the group, which fsGroup puts git-sync in.
    defaultMode: 288
{{- end }}
{{- end }}
{{- with $root.Values.volumes }}
{{ tpl (toYaml .) $root }}
{{- end }}
{{- with .values.extraVolumes }}
{{ tpl (toYaml .) $root }}
{{- end }}
{{- end }}

{{/* The claim of the logs, if they have one in common. */}}
{{- define "airflow.logsClaim" -}}
{{- with .Values.logs }}
{{- if .nfs.server }}
{{- include "airflow.fullname" $ }}-logs
{{- else if .persistence.enabled }}
{{- .persistence.existingClaim | default (printf "%s-logs" (include "airflow.fullname" $)) }}
{{- end }}
{{- end }}
{{- end }}

{{/* The sidecar that deletes old logs; takes (list $ values securityContext). */}}
{{- define "airflow.logGroomer" -}}
{{- $root := index . 0 }}
{{- with (index . 1).logGroomerSidecar -}}
- name: log-groomer
  image: {{ include "airflow.image" $root | quote }}
  imagePullPolicy: {{ $root.Values.images.airflow.pullPolicy }}
  args: [bash, /clean-logs]
  securityContext:
    {{- index $ 2 | nindent 4 }}
  env:
    - name: AIRFLOW_HOME
      value: {{ $root.Values.airflowHome }}
    - name: AIRFLOW__LOG_RETENTION_DAYS
      value: {{ .retentionDays | toString | quote }}
    - name: AIRFLOW__LOG_CLEANUP_FREQUENCY_MINUTES
      value: {{ .frequencyMinutes | toString | quote }}
    {{- with .env }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  volumeMounts:
    - name: logs
      mountPath: {{ $root.Values.airflowHome }}/logs
{{- end }}
{{- end }}

{{/* Affinity of a pod: its own, the chart's, or rather not two of a component on one node. */}}
{{- define "airflow.affinity" -}}
{{- if .values.affinity }}
{{- toYaml .values.affinity }}
{{- else if .root.Values.affinity }}
{{- toYaml .root.Values.affinity }}
{{- else if not .restartPolicy -}}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "airflow.selectorLabels" (list .root .component) | nindent 12 }}
{{- end }}
{{- end }}

{{/* Probes from values and a handler; takes (list $ values handler), handler as YAML. */}}
{{- define "airflow.probes" -}}
{{- $root := index . 0 }}
{{- $values := index . 1 }}
{{- $handler := index . 2 }}
{{- range $name := list "startupProbe" "livenessProbe" "readinessProbe" }}
{{- with get $values $name | default dict }}
{{- if .enabled }}
{{ $name }}:
  {{- if .command }}
  exec:
    command:
      {{- tpl (toYaml .command) $root | nindent 6 }}
  {{- else }}
  {{- $handler | nindent 2 }}
  {{- end }}
  {{- with omit . "enabled" "command" "scheme" }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* A handler that runs a command through the image's entrypoint. */}}
{{- define "airflow.execHandler" -}}
exec:
  command:
    - sh
    - -c
    - CONNECTION_CHECK_MAX_COUNT=0 AIRFLOW__LOGGING__LOGGING_LEVEL=ERROR exec /entrypoint {{ . }}
{{- end }}

{{/* The pod template of the KubernetesExecutor: the values' own, or one made from workers. */}}
{{- define "airflow.podTemplateFile" -}}
{{- if .Values.podTemplate }}
{{- tpl .Values.podTemplate . }}
{{- else -}}
apiVersion: v1
kind: Pod
{{ include "airflow.pod" (dict "root" . "component" "task" "account" "worker" "container" "base"
     "values" .Values.workers "image" (include "airflow.taskImage" .) "dags" true "restartPolicy" "Never") }}
{{- end }}
{{- end }}

{{/* Of a component, or of the whole chart; takes (list $ values). */}}
{{- define "airflow.revisionHistoryLimit" -}}
{{- $own := (index . 1).revisionHistoryLimit }}
{{- kindIs "invalid" $own | ternary (index . 0).Values.revisionHistoryLimit $own }}
{{- end }}

{{/* The Service that gives the pods of a StatefulSet their names; takes (list $ component port-name port). */}}
{{- define "airflow.headlessService" -}}
{{- $root := index . 0 -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "airflow.metadata" (list $root (index . 1) (index . 1)) | nindent 2 }}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "airflow.selectorLabels" (list $root (index . 1)) | nindent 4 }}
  ports:
    - name: {{ index . 2 }}
      port: {{ index . 3 }}
      targetPort: {{ index . 2 }}
      protocol: TCP
{{- end }}

{{/* A volume claim template for the logs of each pod; takes persistence. */}}
{{- define "airflow.logsClaimTemplate" -}}
- metadata:
    name: logs
    {{- with .annotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with include "airflow.storageClass" .storageClassName }}
    {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .size }}
{{- end }}
