#!/bin/sh
# 菜单：在终端里运行  sh 开始.sh

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
    echo '没有找到 docgen：请先安装它，再运行本菜单。'
    exit 1
fi

# 问一个问题，回答放在 answer 里；直接按回车等于放弃
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
    echo '  {{ entries|length + 1 }}  打开 out 文件夹'
    echo '  0  退出'
    echo
    ask '请输入数字，按回车：' || continue
    case $answer in
{% for entry in entries %}
    {{ loop.index }})
{% if entry.series %}
        docgen register
{% endif %}
{% if entry.asks_week %}
        ask '第几周（只填数字；直接按回车返回菜单）：' || continue
        week=$answer
{% endif %}
{% if entry.series %}
        ask '标题：' || continue
        title=$answer
        ask '签发日期（如 2013-11-29）：' || continue
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
        else echo "生成的文件在：$PWD/out"
        fi
        ;;
    0) exit 0 ;;
    *) echo '菜单里没有这一项。' && continue ;;
    esac
    if [ $? -ne 0 ]; then echo '有需要处理的地方：请看上面的提示，处理后再试。'; fi
    ask '按回车返回菜单。'
done
