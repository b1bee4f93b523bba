{{/* Checks that a schema can't express: contradictory values fail with a message and the next step. */}}
{{- define "podreel.checks" -}}
{{- $values := (index . 0).Values -}}
{{- range $name, $value := $values.settings -}}
{{- if regexMatch "(KEY|SECRET|TOKEN|PASSWORD)" $name -}}
{{- fail (printf "\n\nsettings.%s would be readable by everyone who may read ConfigMaps. Put it under `secrets`, or into a Secret named by `secrets.existingSecret`.\n" $name) -}}
{{- end -}}
{{- if has $name (list "OBJECT_STORE" "S3_BUCKET_NAME" "AWS_REGION" "S3_PUBLIC" "S3_ENDPOINT_URL" "S3_PUBLIC_ENDPOINT_URL") -}}
{{- fail (printf "\n\nsettings.%s is made from the values below `s3`. Set it there.\n" $name) -}}
{{- end -}}
{{- if has $name (list "REDIS_URL" "TEMP_DIR" "PODREEL_PUBLIC_URL" "PODREEL_TRUSTED_PROXIES" "PODREEL_METRICS" "PODREEL_DEADLINE_SECONDS") -}}
{{- fail (printf "\n\nsettings.%s is made by the chart. Use `redis`, `api.publicUrl`, `api.trustedProxies`, `metrics.access` or `video.deadlines`.\n" $name) -}}
{{- end -}}
{{- end -}}
{{- if and (not $values.redis.embedded) (not $values.redis.url) (not $values.redis.existingSecret) -}}
{{- fail "\n\nredis.embedded is false, but no other Redis is set. Set redis.url, or redis.existingSecret to a Secret with the entry REDIS_URL.\n" -}}
{{- end -}}
{{- if and $values.redis.embedded (or $values.redis.url $values.redis.existingSecret) -}}
{{- fail "\n\nAnother Redis is set, but the embedded one is enabled. Set redis.embedded=false to use your own.\n" -}}
{{- end -}}
{{- if and $values.s3.embedded $values.s3.endpointUrl -}}
{{- fail "\n\ns3.endpointUrl is set, but the embedded server is enabled. Set s3.embedded=false to use your own.\n" -}}
{{- end -}}
{{- if and (not $values.s3.embedded) $values.s3.endpointUrl (not $values.s3.existingSecret) -}}
{{- fail "\n\ns3.endpointUrl is set, but the server's key is missing. Set s3.existingSecret to a Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n" -}}
{{- end -}}
{{- range $part := list "redis" "s3" -}}
{{- if not (kindIs "invalid" (index $values $part).storage.keep) -}}
{{- fail (printf "\n\n%s.storage.keep was replaced by keepVideos, which keeps the videos unless it is false. Take it out of your values; if Helm stored it, add --set %s.storage.keep=null, and use --reset-then-reuse-values instead of --reuse-values.\n" $part $part) -}}
{{- end -}}
{{- end -}}
{{- range $component := list "api" "video" -}}
{{- $account := (index $values $component).serviceAccount -}}
{{- if and (not $account.create) (not $account.name) -}}
{{- fail (printf "\n\n%s.serviceAccount.create is false, and none is named. Set %s.serviceAccount.name.\n" $component $component) -}}
{{- end -}}
{{- end -}}
{{- $deadlines := $values.video.deadlines -}}
{{- if or (ge (int $deadlines.attemptSeconds) (int $deadlines.podSeconds)) (ge (int $deadlines.podSeconds) (int $deadlines.jobSeconds)) -}}
{{- fail "\n\nvideo.deadlines must increase: attemptSeconds < podSeconds < jobSeconds, so that an attempt can store its log before its pod ends.\n" -}}
{{- end -}}
{{- if and $values.api.httpRoute.enabled (not $values.api.httpRoute.parentRefs) -}}
{{- fail "\n\napi.httpRoute is enabled without a gateway. Name one in api.httpRoute.parentRefs.\n" -}}
{{- end -}}
{{- if and $values.secrets.existingSecret (or $values.secrets.anthropicApiKey $values.secrets.openaiApiKey $values.secrets.modelServerKey $values.secrets.speechServerKey) -}}
{{- fail "\n\nsecrets.existingSecret replaces the other keys in `secrets`. Put all keys into that Secret, or remove it from the values.\n" -}}
{{- end -}}
{{- end -}}
