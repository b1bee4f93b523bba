{{/* All of it is there only while the release goes; (list weight). */}}
{{- define "podreel.uninstallHook" -}}
helm.sh/hook: post-delete
helm.sh/hook-weight: {{ index . 0 | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
