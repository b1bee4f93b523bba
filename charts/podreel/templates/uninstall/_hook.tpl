{{/* Annotations of objects that exist only during the uninstallation; (list weight). */}}
{{- define "podreel.uninstallHook" -}}
helm.sh/hook: post-delete
helm.sh/hook-weight: {{ index . 0 | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
