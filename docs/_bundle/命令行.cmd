@echo off
chcp 936 >nul
pushd "%~dp0"
set "PYTHON=%~dp0python\python.exe"
if exist "%PYTHON%" goto ready
set "PYTHON=%LOCALAPPDATA%\docgen\venv\Scripts\python.exe"
if exist "%PYTHON%" goto ready
call install.cmd /quiet
if not %ERRORLEVEL%==0 exit /b 1
:ready
doskey docgen="%PYTHON%" -P -m docgen $*
if exist "工作文件夹" cd "工作文件夹"
echo 在这里输入命令，例如 docgen check；docgen --help 列出全部。
cmd /k title docgen
