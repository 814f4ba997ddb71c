#!/bin/sh
# Searches jobs; TANDEM_URL is the server's address, TANDEM_KEY the caller's key where there is one.
curl --silent --show-error --fail-with-body --max-time 12 "$TANDEM_URL/graphql" \
  ${TANDEM_KEY:+--header "authorization: Bearer $TANDEM_KEY"} \
  --header 'content-type: application/json' \
  --data '{
    "query": "query($text: String!) { jobSearch(input: { text: $text }, first: 3) { totalCount coverage { degraded } nodes { title } } }",
    "variables": { "text": "look after patients at night" }
  }'
