{{/* The Job of a video. controller/cluster/kubernetes/manifest.py adds name, labels, annotations, order, suspend, policy. */}}
{{- define "podreel.job" -}}
{{- $root := index . 0 -}}
{{- $video := $root.Values.video -}}
{{- $labels := include "podreel.podLabels" (list $root "video") | fromYaml -}}
{{- $_ := set $labels "app.kubernetes.io/managed-by" "podreel" -}}
apiVersion: batch/v1
kind: Job
metadata:
  labels: {{- toYaml $labels | nindent 4 }}
spec:
  backoffLimit: {{ $video.retries | int }}
  activeDeadlineSeconds: {{ $video.deadlines.jobSeconds | int }}
  ttlSecondsAfterFinished: {{ $video.ttlSecondsAfterFinished | int }}
  podReplacementPolicy: Failed
  template:
    metadata:
      labels: {{- toYaml $labels | nindent 8 }}
      annotations:
        # Otherwise Amazon's webhook would give the role to the container that runs scripts too.
        eks.amazonaws.com/skip-containers: render
        {{- with $video.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      restartPolicy: Never
      activeDeadlineSeconds: {{ $video.deadlines.podSeconds | int }}
      terminationGracePeriodSeconds: 30
      serviceAccountName: {{ include "podreel.serviceAccount" (list $root "video") }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- if not (kindIs "invalid" $video.hostUsers) }}
      hostUsers: {{ $video.hostUsers }}
      {{- end }}
      {{- with include "podreel.placement" (list $root "video") | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext: {{- include "podreel.podSecurity" (list $root 10001) | nindent 8 }}
      initContainers:
        {{- include "podreel.renderContainer" . | nindent 8 }}
      containers:
        {{- include "podreel.runnerContainer" . | nindent 8 }}
      volumes:
        - name: work
          emptyDir: {sizeLimit: {{ $video.workSize }}}
        - name: runner-tmp
          emptyDir: {sizeLimit: 2Gi}
        - name: render-tmp
          emptyDir: {sizeLimit: 2Gi}
        - name: order
          downwardAPI:
            items:
              - path: order.json
                fieldRef: {fieldPath: "metadata.annotations['podreel/order']"}
{{- end -}}

{{/* Runs the scripts. restartPolicy Always makes it a sidecar, which ends with the pod. */}}
{{- define "podreel.renderContainer" -}}
{{- $root := index . 0 -}}
- name: render
  {{- include "podreel.image" (list $root "video") | nindent 2 }}
  restartPolicy: Always
  command: [tini, --, python, -m, runner.render.host, --socket, /work/render/host.sock, --root, /work/sections, --group-shared]
  env:
    - name: PODREEL_WORKERS
      valueFrom: {resourceFieldRef: {containerName: render, resource: limits.cpu, divisor: "1"}}
    - name: PODREEL_SANDBOX
      valueFrom: {configMapKeyRef: {name: {{ include "podreel.name" (list $root "settings") }}, key: PODREEL_SANDBOX, optional: true}}
  startupProbe:
    exec: {command: [python, -m, runner.render.ready, /work/render/host.sock]}
    periodSeconds: 1
    timeoutSeconds: 5
    failureThreshold: 120
  resources: {{- toYaml $root.Values.video.render.resources | nindent 4 }}
  securityContext:
    runAsUser: 10002
    {{- include "podreel.containerSecurity" . | nindent 4 }}
  # Never from its log, because scripts write to it.
  terminationMessagePolicy: File
  volumeMounts:
    # Only these two folders, so that the container can't reach the order's folder beside them.
    - {name: work, mountPath: /work/render, subPath: render}
    - {name: work, mountPath: /work/sections, subPath: sections}
    - {name: render-tmp, mountPath: /tmp}
{{- end -}}

{{- define "podreel.runnerContainer" -}}
{{- $root := index . 0 -}}
{{- $deadline := dict "PODREEL_DEADLINE_SECONDS" $root.Values.video.deadlines.attemptSeconds -}}
- name: runner
  {{- include "podreel.image" (list $root "video") | nindent 2 }}
  command:
    - tini
    - --
    - python
    - -m
    - runner
    - make
    - --data=/work/data
    - --render-socket=/work/render/host.sock
    - --render-root=/work/sections
    - --order=/podreel/order/order.json
    - --termination-file=/dev/termination-log
  envFrom:
    - configMapRef: {name: {{ include "podreel.name" (list $root "settings") }}}
    {{- with include "podreel.providersSecret" . }}
    - secretRef: {name: {{ . }}}
    {{- end }}
  env: {{- include "podreel.env" (list (merge dict $root.Values.video.extraEnv $deadline) (include "podreel.stores" . | fromYaml)) | nindent 4 }}
  resources: {{- toYaml $root.Values.video.runner.resources | nindent 4 }}
  securityContext: {{- include "podreel.containerSecurity" . | nindent 4 }}
  # If it ends before it can write the file, the end of its log gives the reason.
  terminationMessagePolicy: FallbackToLogsOnError
  volumeMounts:
    - {name: work, mountPath: /work}
    - {name: runner-tmp, mountPath: /tmp}
    - {name: order, mountPath: /podreel/order, readOnly: true}
{{- end -}}
