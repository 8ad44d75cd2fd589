@echo off
chcp 936 >nul
pushd "%~dp0"
title docgen

rem {{ say.known }}
if not defined DOCGEN where docgen >nul 2>nul && set "DOCGEN=docgen"
if not defined DOCGEN py -P -m docgen --version >nul 2>nul && set "DOCGEN=py -P -m docgen"
{% if python %}
if not defined DOCGEN if exist "{{ python }}" set DOCGEN="{{ python }}" -P -m docgen
{% endif %}
if not defined DOCGEN (
    echo {{ say.missing_cmd }}
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
echo   {{ entries|length + 1 }}  {{ say.open }}
echo   0  {{ say.quit }}
echo.
set "CHOICE="
set /p "CHOICE={{ say.choose }}"
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
set /p "WEEK={{ say.week }}"
if not defined WEEK goto menu
{% endif %}
{% if entry.series %}
set "TITLE="
set /p "TITLE={{ say.title }}"
if not defined TITLE goto menu
set "TITLE=!TITLE:"=!"
set "DAY="
set /p "DAY={{ say.day }}"
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
if errorlevel 1 echo {{ say.look }}
echo.
pause
goto menu
