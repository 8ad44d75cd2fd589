@echo off
chcp 936 >nul
pushd "%~dp0"
title docgen

rem 从安装包的“开始.cmd”来的，已经知道 docgen 在哪里
if not defined DOCGEN where docgen >nul 2>nul && set "DOCGEN=docgen"
if not defined DOCGEN py -P -m docgen --version >nul 2>nul && set "DOCGEN=py -P -m docgen"
{% if python %}
if not defined DOCGEN if exist "{{ python }}" set DOCGEN="{{ python }}" -P -m docgen
{% endif %}
if not defined DOCGEN (
    echo 没有找到 docgen：请先安装它，再双击本菜单。
    pause
    exit /b 1
)
setlocal EnableDelayedExpansion

:menu
cls
echo.
{% for entry in entries %}
echo   {{ loop.index }}  {{ entry.label }}
{% endfor %}
echo   {{ entries|length + 1 }}  打开 out 文件夹
echo   0  退出
echo.
set "CHOICE="
set /p "CHOICE=请输入数字，按回车："
{% for entry in entries %}
if "!CHOICE!"=="{{ loop.index }}" goto item{{ loop.index }}
{% endfor %}
if "!CHOICE!"=="{{ entries|length + 1 }}" goto open
if "!CHOICE!"=="0" exit /b 0
goto menu

{% for entry in entries %}
:item{{ loop.index }}
{% if entry.series %}
%DOCGEN% register
{% endif %}
{% if entry.asks_week %}
set "WEEK="
set /p "WEEK=第几周（只填数字；直接按回车返回菜单）："
if not defined WEEK goto menu
{% endif %}
{% if entry.series %}
set "TITLE="
set /p "TITLE=标题："
if not defined TITLE goto menu
set "TITLE=!TITLE:"=!"
set "DAY="
set /p "DAY=签发日期（如 2013-11-29）："
if not defined DAY goto menu
%DOCGEN% register allot {{ entry.series }} "week-!WEEK!" --title "!TITLE!" --day "!DAY!"
{% else %}
%DOCGEN% {{ entry.words }}{% if entry.asks_week %} "week-!WEEK!"{% endif %}

{% endif %}
goto done

{% endfor %}
:open
if not exist out mkdir out
start "" out
goto menu

:done
if errorlevel 1 echo 有需要处理的地方：请看上面的提示，处理后再试。
echo.
pause
goto menu
