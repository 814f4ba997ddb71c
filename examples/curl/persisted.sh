#!/bin/sh
# Runs an operation of the manifest by GET: the first argument is its id, the second one its variables as JSON.
curl --silent --show-error --fail-with-body --max-time 12 --get "$TANDEM_URL/graphql" \
  ${TANDEM_KEY:+--header "authorization: Bearer $TANDEM_KEY"} \
  --data-urlencode "documentId=$1" \
  --data-urlencode "variables=$2"
