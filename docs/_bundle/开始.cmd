@echo off
chcp 936 >nul
setlocal
title docgen
pushd "%~dp0"
set "PYTHON=%~dp0python\python.exe"
if exist "%PYTHON%" goto ready
set "PYTHON=%LOCALAPPDATA%\docgen\venv\Scripts\python.exe"
if exist "%PYTHON%" goto ready
call install.cmd /quiet
if not %ERRORLEVEL%==0 exit /b 1
:ready
set DOCGEN="%PYTHON%" -P -m docgen
if exist "工作文件夹\开始.cmd" goto menu

echo.
echo   1  新建工作文件夹（先问几个问题）
echo   2  先看示例（内容全部是虚构的）
echo   0  退出
echo.
set "EXAMPLE="
choice /c 120 /n /m "请按数字键："
if errorlevel 3 exit /b 0
if errorlevel 2 set "EXAMPLE=--example dujiangyan"
%DOCGEN% --lang zh init 工作文件夹 %EXAMPLE%
if not %ERRORLEVEL%==0 goto failed

:menu
call "工作文件夹\开始.cmd"
popd
exit /b 0

:failed
echo.
echo 没有建成，原因见上面的提示。
pause
popd
exit /b 1
