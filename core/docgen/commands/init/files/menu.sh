#!/bin/sh
# {{ say.menu }}

cd "$(dirname "$0")" || exit 1

if command -v docgen >/dev/null 2>&1; then
    docgen() { command docgen "$@"; }
elif python3 -P -m docgen --version >/dev/null 2>&1; then
    docgen() { python3 -P -m docgen "$@"; }
{% if python %}
elif [ -x {{ python|sh }} ]; then
    docgen() { {{ python|sh }} -P -m docgen "$@"; }
{% endif %}
else
    echo '{{ say.missing }}'
    exit 1
fi

# {{ say.ask }}
ask() {
    printf '%s' "$1"
    read -r answer || exit 0
    [ -n "$answer" ]
}

while true; do
    echo
{% for entry in entries %}
    echo '  {{ loop.index }}  {{ entry.label }}'
{% endfor %}
    echo '  {{ entries|length + 1 }}  {{ say.open }}'
    echo '  0  {{ say.quit }}'
    echo
    ask '{{ say.choose }}' || continue
    case $answer in
{% for entry in entries %}
    {{ loop.index }})
{% if entry.series %}
        docgen register
{% endif %}
{% if entry.asks_week %}
        ask '{{ say.week }}' || continue
        week=$answer
{% endif %}
{% if entry.series %}
        ask '{{ say.title }}' || continue
        title=$answer
        ask '{{ say.day }}' || continue
        docgen register allot {{ entry.series|sh }} "week-$week" --title "$title" --day "$answer"
{% else %}
        docgen {{ entry.words }}{% if entry.asks_week %} "week-$week"{% endif %}

{% endif %}
        ;;
{% endfor %}
    {{ entries|length + 1 }})
        mkdir -p out
        if command -v xdg-open >/dev/null 2>&1; then xdg-open out
        elif [ "$(uname)" = Darwin ]; then open out
        else echo "{{ say.made }}$PWD/out"
        fi
        ;;
    0) exit 0 ;;
    *) echo '{{ say.unknown }}' && continue ;;
    esac
    if [ $? -ne 0 ]; then echo '{{ say.look }}'; fi
    ask '{{ say.back }}'
done
